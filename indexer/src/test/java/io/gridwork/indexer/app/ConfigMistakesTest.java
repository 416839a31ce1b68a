package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Configurations as people write them the first time: what is taken, and what is said of the rest. */
final class ConfigMistakesTest {
    private static final String TRANSFER = "event Transfer(address indexed from, address indexed to, uint value)";

    @TempDir
    Path folder;

    private IndexerConfig read(String yaml, Map<String, String> environment, String... flags) throws IOException {
        Path file = Files.writeString(folder.resolve("index.yaml"), yaml);
        IndexCommand command = new IndexCommand();
        new CommandLine(command)
                .parseArgs(Stream.concat(Stream.of("--config", file.toString()), Stream.of(flags))
                        .toArray(String[]::new));
        return new ConfigReader(command.options, environment).read();
    }

    private static IndexerConfig flags(String... flags) {
        IndexCommand command = new IndexCommand();
        new CommandLine(command).parseArgs(flags);
        return new ConfigReader(command.options, Map.of("GRIDWORK_RPC", "http://a:1", "GRIDWORK_DB", "x.db")).read();
    }

    private void refused(String yaml, String... says) {
        assertThatThrownBy(() -> read(yaml, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("index.yaml")
                .hasMessageContainingAll(says)
                .hasMessageNotContaining("\n");
    }

    private static List<String> events(IndexerConfig config) {
        return config.contracts().getFirst().abi().events().stream()
                .map(EventSchema::signature)
                .toList();
    }

    @Test
    void variablesOfTheEnvironmentStandInTexts() throws IOException {
        IndexerConfig config = read("""
                rpc: ["https://node.example/v2/${NODE_KEY}", "http://b:${PORT}"]
                db: ${NAME}$x.db
                contracts: [{abi: erc20}]
                """, Map.of("NODE_KEY", "a$1b", "PORT", "2", "NAME", "out"));
        assertThat(config.rpc()).containsExactly(URI.create("https://node.example/v2/a$1b"), URI.create("http://b:2"));
        assertThat(config.db()).isEqualTo(folder.resolve("out$x.db"));
    }

    @Test
    void aVariableThatIsNotThereIsNamedWithItsPlace() {
        refused("db: x.db\nrpc: [http://a:1, 'http://b/${KEY}']\n", "line 2", "rpc[1]", "no variable KEY", "export");
        refused("db: x.db\nrpc: ['http://b/${NODE-KEY}']\n", "line 2", "rpc[0]", "${NODE-KEY}", "write ${NAME}");
        refused("db: x.db\nrpc: ['http://b/${KEY']\n", "line 2", "rpc[0]", "write ${NAME}");
    }

    @Test
    void whatIsNoYamlIsToldInOneLineWithThePlaceOfTheProblem() {
        refused("rpc: x\ncontracts:\n\t- name: token\n", "line 3", "TAB");
        refused("contracts:\n  - name: token\n   abi: T.json\n", "line 3", "not YAML");
        refused("rpc: http://a:1\ndb: x.db\nrpc: http://b:2\n", "line 3", "Duplicate", "\"rpc\"");
        refused("", "no keys");
        refused("- a\n", "no keys");
    }

    @Test
    void blocksBetweenWhichNothingLies() {
        assertThatThrownBy(() -> flags("--abi", "erc20", "--from-block", "100", "--to-block", "99"))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("100", "99", "--from-block");
        assertThat(flags("--abi", "erc20", "--from-block", "100", "--to-block", "100")
                        .toBlock())
                .isEqualTo(100);
    }

    @Test
    void anAbiInWordsInSeveralPartsAndOnlySomeOfIt() throws IOException {
        assertThat(events(read(
                        "rpc: http://a:1\ndb: x.db\ncontracts:\n  - name: t\n    abi:\n      - " + TRANSFER
                                + "\n      - event Paused()\n",
                        Map.of())))
                .containsExactly("Transfer(address,address,uint256)", "Paused()");
        assertThat(events(read("rpc: http://a:1\ndb: x.db\ncontracts: [{abi: erc20, events: [Approval]}]\n", Map.of())))
                .containsExactly("Approval(address,address,uint256)");
        assertThat(events(flags("--abi", TRANSFER, "--abi", "event Paused()", "--name", "t")))
                .containsExactly("Transfer(address,address,uint256)", "Paused()");
        assertThat(events(flags("--abi", "erc20", "--event", "Transfer(address,address,uint256)")))
                .containsExactly("Transfer(address,address,uint256)");
        assertThat(flags("--abi", "erc20").contracts().getFirst().name()).isEqualTo("erc20");
    }

    @Test
    void anEventThatTheAbiDoesNotHave() {
        refused(
                "rpc: http://a:1\ndb: x.db\ncontracts:\n  - {abi: erc20, events: [Transfers]}\n",
                "line 4",
                "contracts[0].events",
                "\"Transfers\"",
                "Approval(address,address,uint256)");
    }

    @Test
    void aContractWithoutAName() {
        refused("rpc: http://a:1\ncontracts:\n  - {abi: \"" + TRANSFER + "\"}\n", "line 3", "\"name\"");
        assertThatThrownBy(() -> flags("--abi", TRANSFER))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--name");
    }
}
