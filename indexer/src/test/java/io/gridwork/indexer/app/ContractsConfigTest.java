package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.pipeline.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The contracts of a YAML file: what they come to, and what is said of a wrong one, with the line and the key. */
final class ContractsConfigTest {
    private static final String START = "rpc: http://a:1\ndb: x.db\ncontracts:\n";

    @TempDir
    Path folder;

    @BeforeEach
    void writeAbis() throws IOException {
        abi("Factory", """
                {"type":"event","name":"Created","inputs":[
                  {"name":"kind","type":"string","indexed":true},
                  {"name":"info","type":"tuple","indexed":false,"components":[
                    {"name":"fee","type":"uint24"},{"name":"pool","type":"address"}]}]},
                {"type":"event","name":"Made","inputs":[{"name":"a","type":"address","indexed":false}]},
                {"type":"event","name":"Made","inputs":[{"name":"a","type":"address","indexed":false},{"name":"b","type":"bool","indexed":false}]}""");
        abi("Pool", """
                {"type":"event","name":"Swap","inputs":[{"name":"amount","type":"uint256","indexed":false}]}""");
        abi("PoolTwo", """
                {"type":"event","name":"Swap","inputs":[{"name":"volume","type":"uint256","indexed":false}]}""");
    }

    private void abi(String name, String events) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), "[" + events + "]");
    }

    private Catalogue read(String contracts) throws IOException {
        Path file = Files.writeString(folder.resolve("index.yaml"), START + contracts);
        IndexCommand command = new IndexCommand();
        new CommandLine(command).parseArgs("--config", file.toString());
        return Catalogue.of(new ConfigReader(command.options, Map.of()).read().contracts());
    }

    @Test
    void aChildIsFoundByItsFactorysEventAndNotBeforeItsFactory() throws IOException {
        Catalogue catalogue = read("""
                - {abi: Factory.json, address: "0x1000000000000000000000000000000000000001", fromBlock: 70}
                - name: pool
                  abi: Pool.json
                  factory: {contract: Factory, event: Created, parameter: info.pool}
                """);
        Target pool = catalogue.targets().getLast();
        assertThat(pool.eventSource().selectorName()).isEqualTo("factory_created.info.pool");
        assertThat(pool.eventSource().selector()).isInstanceOf(ContractSelector.Children.class);
        assertThat(pool.fromBlock()).isEqualTo(70);
    }

    @Test
    void oneOfSeveralAbisIsEnoughWhereTheyAgree() throws IOException {
        assertThat(read("- {name: all, abi: [Factory.json, Pool.json, Pool.json]}\n")
                        .tables())
                .extracting(table -> table.schema().signature())
                .containsExactlyInAnyOrder(
                        "Created(string,(uint24,address))", "Made(address)", "Made(address,bool)", "Swap(uint256)");
    }

    @Test
    void implementationsThatDifferHaveTablesOfTheirOwn() throws IOException {
        Catalogue catalogue = read("""
                - name: pool
                  address: "0x1000000000000000000000000000000000000001"
                  implementations:
                    - {abi: Pool.json, address: "0x1000000000000000000000000000000000000002"}
                    - {name: next, abi: PoolTwo.json, address: "0x1000000000000000000000000000000000000003"}
                """);
        assertThat(catalogue.tables())
                .extracting(table -> table.name())
                .containsExactlyInAnyOrder(
                        "pool_swap_pool",
                        "pool_swap_next",
                        "pool_upgraded",
                        "pool_beacon_upgraded",
                        "pool_admin_changed",
                        "pool_beacons_upgraded");
        assertThat(catalogue.targets())
                .filteredOn(target -> target.eventSource().proxy() != null)
                .extracting(target -> target.eventSource().proxy().implementations())
                .containsExactlyInAnyOrder(
                        Set.of(Address.parse("0x1000000000000000000000000000000000000002")),
                        Set.of(Address.parse("0x1000000000000000000000000000000000000003")));
    }

    /** An upgrade is said in the table that the history is read from, whatever an implementation calls its parameter. */
    @Test
    void theProxysOwnEventsAreNeverAnImplementations() throws IOException {
        abi("Uups", """
                {"type":"event","name":"Upgraded","inputs":[{"name":"newLogic","type":"address","indexed":true}]},
                {"type":"event","name":"Swap","inputs":[{"name":"amount","type":"uint256","indexed":false}]}""");
        Catalogue catalogue = read("""
                - name: pool
                  address: "0x1000000000000000000000000000000000000001"
                  implementations:
                    - {abi: Uups.json, address: "0x1000000000000000000000000000000000000002"}
                """);
        assertThat(catalogue.tables())
                .extracting(table -> table.name())
                .containsExactlyInAnyOrder(
                        "pool_swap",
                        "pool_upgraded",
                        "pool_beacon_upgraded",
                        "pool_admin_changed",
                        "pool_beacons_upgraded");
        assertThat(catalogue.targets()).allMatch(target -> target.eventSource().proxy() == null);
    }

    /** Line and key, then a word of the reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {abi: Pool.json, adress: x} | index.yaml line 4, contracts[0].adress | there is no such key",
                "- {abi: Pool.json, fromBlock: soon} | index.yaml line 4, contracts[0].fromBlock | a whole number",
                "- {abi: Pool.json, fromBlock: -1} | index.yaml line 4, contracts[0].fromBlock | -1",
                "- {address: '0x12'} | index.yaml line 4, contracts[0] | abi",
                "- abi: Pool.json;  address: '0x12' | index.yaml line 5, contracts[0].address | 0x12",
                "- {abi: None.json} | index.yaml line 4, contracts[0].abi | None.json",
                "- {name: a, abi: [Pool.json, PoolTwo.json]} | index.yaml line 4, contracts[0].abi | implementations",
                "- {abi: Pool.json, factory: {event: E}} | index.yaml line 4, contracts[0].factory | contract",
                "- {abi: Pool.json, factory: {contract: F, event: E, parameter: p}} | contracts[0].factory.contract | no contract",
                "- {abi: Factory.json};- {abi: Pool.json, factory: {contract: Factory, event: E, parameter: p}} | index.yaml line 5, contracts[1].factory.event | Created(string",
                "- {abi: Factory.json};- {abi: Pool.json, factory: {contract: Factory, event: Made, parameter: a}} | index.yaml line 5, contracts[1].factory.event | several",
                "- {abi: Factory.json};- {abi: Pool.json, factory: {contract: Factory, event: Created, parameter: kind}} | contracts[1].factory.parameter | only a hash",
                "- {abi: Factory.json};- {abi: Pool.json, factory: {contract: Factory, event: Created, parameter: info.fee}} | contracts[1].factory.parameter | uint24",
                "- {abi: Factory.json};- {abi: Pool.json, factory: {contract: Factory, event: Created, parameter: info.pol}} | contracts[1].factory.parameter | [fee, pool]",
                "- {name: p, implementations: [{abi: Pool.json}]} | contracts[0].implementations[0] | address",
                "- [] | index.yaml line 4, contracts[0] | a group of keys",
                "- {abi: {a: b}} | index.yaml line 4, contracts[0].abi | a single value",
                "- {abi: ' | index.yaml line | not YAML",
            })
    void whatIsWrongIsNamedWithItsPlace(String contracts, String place, String reason) {
        assertThatThrownBy(() -> read(contracts.replace(';', '\n') + "\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }
}
