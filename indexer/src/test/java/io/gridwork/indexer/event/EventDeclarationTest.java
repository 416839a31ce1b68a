package io.gridwork.indexer.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.ContractAbi;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventDeclarationTest {
    private static EventTable table(String abi) {
        return EventTables.of(Map.of("c", ContractAbi.parse(abi).events())).getFirst();
    }

    @Test
    void whatIsDeclaredIsReadBack() {
        EventTable table = table("""
                [{"type":"event","name":"Odd","anonymous":true,"inputs":[
                  {"name":"indexed","type":"uint256","indexed":true},
                  {"name":"","type":"bytes3","indexed":true},
                  {"name":"","type":"string","indexed":false},
                  {"name":"rows","type":"tuple[2][]","indexed":false,"components":[
                    {"name":"a","type":"int8"},
                    {"name":"in","type":"tuple","components":[{"name":"","type":"address[]"},{"name":"z","type":"bool"}]}]}]}]""");
        assertThat(EventTable.declared(table.name(), "c", table.declaration())).isEqualTo(table);
    }

    @Test
    void anEventWithoutParameters() {
        EventTable table = table("[{\"type\":\"event\",\"name\":\"Paused\",\"inputs\":[]}]");
        assertThat(EventTable.declared(table.name(), "c", table.declaration())).isEqualTo(table);
    }

    @Test
    void asPeopleWriteIt() {
        assertThat(
                        EventDeclaration.parse(
                                "  event\tOdd ( uint, int[2] indexed rows,\n (uint a,tuple(bool b)[] c)[3] s , address ) anonymous ;"))
                .isEqualTo(EventDeclaration.parse("event Odd(uint256, int256[2] indexed rows,"
                        + " tuple(uint256 a, tuple(bool b)[] c)[3] s, address) anonymous"));
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> EventDeclaration.parse("function f()"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("function f()");
    }
}
