package io.gridwork.indexer.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventTablesTest {

    static List<EventSchema> events(String... json) {
        return ContractAbi.parse("[" + String.join(",", json) + "]").events();
    }

    static String event(String name, String inputs) {
        return "{\"type\":\"event\",\"name\":\"" + name + "\",\"inputs\":[" + inputs + "]}";
    }

    static String input(String name, String type, boolean indexed) {
        return "{\"name\":\"" + name + "\",\"type\":\"" + type + "\",\"indexed\":" + indexed + "}";
    }

    private static List<String> names(Map<String, List<EventSchema>> contracts) {
        return EventTables.of(contracts).stream().map(EventTable::name).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "JobPosted, job_posted",
        "tokenURI, token_uri",
        "ERC20Sent, erc20_sent",
        "URIUpdated, uri_updated",
        "_from, from_",
        "x, x",
        "$dollar$, dollar",
        "user, user_",
        "amount0In, amount0_in",
        "UniswapV3PoolCreated, uniswap_v3_pool_created"
    })
    void solidityNamesBecomeSqlNames(String solidity, String sql) {
        assertThat(Identifiers.unreserved(Identifiers.snake(solidity, "x"))).isEqualTo(sql);
    }

    @Test
    void aTableIsNamedAfterContractAndEvent() {
        assertThat(names(Map.of("JobEscrow", events(event("JobPosted", ""))))).containsExactly("job_escrow_job_posted");
    }

    @Test
    void overloadsHaveTheirTopicInTheName() {
        List<EventSchema> overloads =
                events(event("Sent", input("a", "uint256", false)), event("Sent", input("a", "address", false)));
        assertThat(names(Map.of("c", overloads)))
                .containsExactlyInAnyOrder(
                        "c_sent_" + overloads.get(0).topic0().hex().substring(2, 10),
                        "c_sent_" + overloads.get(1).topic0().hex().substring(2, 10));
        assertThat(names(Map.of("c", overloads))).hasSameElementsAs(names(Map.of("c", overloads.reversed())));
    }

    @Test
    void oneSignatureIndexedInTwoWaysHasTwoTables() {
        assertThat(names(Map.of(
                        "c",
                        events(event("T", input("a", "uint256", false)), event("T", input("a", "uint256", true))))))
                .hasSize(2)
                .allMatch(name -> name.matches("c_t_[0-9a-f]{8}_[01]indexed"));
    }

    @Test
    void contractsWhoseNamesRunTogetherDoNotShareATable() {
        Map<String, List<EventSchema>> contracts = new LinkedHashMap<>();
        contracts.put("a", events(event("BC", "")));
        contracts.put("a_b", events(event("C", "")));
        contracts.put("a-bc", events(event("X", "")));
        assertThat(names(contracts)).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void namesThatMakeNoTableAreRefused() {
        for (String name : List.of("", "1st", "a b", "sqlite_x", "täble")) {
            assertThatThrownBy(() -> names(Map.of(name, events(event("E", "")))))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }

    @Test
    void columnsAreTypedAndNeverClash() {
        EventTable table = EventTables.of(
                        Map.of(
                                "c",
                                events(
                                        event(
                                                "E",
                                                String.join(
                                                        ",",
                                                        input("address", "address", true),
                                                        input("value", "uint256", false),
                                                        input("value_real", "int64", false),
                                                        input("Value", "uint56", false),
                                                        input("", "bool", false),
                                                        input("note", "string", true),
                                                        input("order", "bytes4[]", false),
                                                        "{\"name\":\"spot\",\"type\":\"tuple\",\"indexed\":false,\"components\":["
                                                                + "{\"name\":\"x\",\"type\":\"uint64\"},{\"name\":\"y\",\"type\":\"tuple\",\"components\":[{\"name\":\"z\",\"type\":\"int128\"}]}]}")))))
                .getFirst();
        assertThat(table.columns().stream()
                        .map(c -> c.name() + " " + c.storage() + " " + c.realName())
                        .toList())
                .containsExactly(
                        "address_2 HEX null",
                        "value DECIMAL value_real_2",
                        "value_real INTEGER null",
                        "value_2 INTEGER null",
                        "arg4 INTEGER null",
                        "note_hash HEX null",
                        "order_ JSON null",
                        "spot_x DECIMAL spot_x_real",
                        "spot_y_z DECIMAL spot_y_z_real");
        assertThat(table.declaration())
                .isEqualTo("event E(address indexed address, uint256 value, int64 value_real, uint56 Value, bool,"
                        + " string indexed note, bytes4[] order, tuple(uint64 x, tuple(int128 z) y) spot)");
    }
}
