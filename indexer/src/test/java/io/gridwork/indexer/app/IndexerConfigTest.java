package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.Verification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Names and defaults of every setting. A change here is a change to users' commands and files. */
final class IndexerConfigTest {
    @TempDir
    Path folder;

    private Path abi;

    @BeforeEach
    void writeAbi() throws IOException {
        abi = Files.writeString(folder.resolve("MyToken.abi.json"), CannedChain.ABI);
    }

    private static IndexerConfig read(Map<String, String> environment, String... flags) {
        IndexCommand command = new IndexCommand();
        new CommandLine(command).parseArgs(flags);
        return new ConfigReader(command.options, environment).read();
    }

    private IndexerConfig withFile(String yaml, Map<String, String> environment, String... flags) throws IOException {
        Path file = Files.writeString(folder.resolve("index.yaml"), yaml);
        String[] all = Arrays.copyOf(flags, flags.length + 2);
        all[flags.length] = "--config";
        all[flags.length + 1] = file.toString();
        return read(environment, all);
    }

    @Test
    void flagsAndDefaults() {
        IndexerConfig config = read(Map.of(), "--rpc", "http://a:1", "--db", "x.db", "--abi", abi.toString());
        assertThat(config.rpc()).containsExactly(URI.create("http://a:1"));
        assertThat(config.db()).isEqualTo(Path.of("x.db"));
        assertThat(config.toBlock()).isNull();
        assertThat(config.concurrency()).isEqualTo(16);
        assertThat(config.maxRps()).isNull();
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.httpPort()).isZero();
        assertThat(config.keepRaw()).isEqualTo(KeepRaw.NONE);
        assertThat(config.verification()).isEqualTo(Verification.BLOOM);
        assertThat(config.chain()).isNull();
        assertThat(config.views()).isEmpty();
        ContractConfig contract = config.contracts().getFirst();
        assertThat(contract.name()).isEqualTo("MyToken");
        assertThat(contract.addresses()).isEmpty();
        assertThat(contract.fromBlock()).isZero();
    }

    @Test
    void everyFlag() {
        IndexerConfig config = read(
                Map.of(),
                "--rpc",
                "http://a:1",
                "--rpc",
                "http://b:2",
                "--db",
                "x.db",
                "--abi",
                abi.toString(),
                "--address",
                CannedChain.TOKEN.hex(),
                "--address",
                CannedChain.OTHER.hex(),
                "--name",
                "tok",
                "--from-block",
                "5",
                "--to-block",
                "9",
                "--concurrency",
                "2",
                "--max-rps",
                "25",
                "--poll-millis",
                "50",
                "--http-port",
                "9000",
                "--keep-raw",
                "UNDECODED",
                "--verify",
                "RECEIPTS");
        assertThat(config.rpc()).containsExactly(URI.create("http://a:1"), URI.create("http://b:2"));
        assertThat(config.toBlock()).isEqualTo(9);
        assertThat(config.concurrency()).isEqualTo(2);
        assertThat(config.maxRps()).isEqualTo(25);
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.httpPort()).isEqualTo(9000);
        assertThat(config.keepRaw()).isEqualTo(KeepRaw.UNDECODED);
        assertThat(config.verification()).isEqualTo(Verification.RECEIPTS);
        ContractConfig contract = config.contracts().getFirst();
        assertThat(contract)
                .extracting(ContractConfig::name, ContractConfig::fromBlock)
                .containsExactly("tok", 5L);
        assertThat(contract.addresses()).isEqualTo(Set.of(CannedChain.TOKEN, CannedChain.OTHER));
    }

    @Test
    void everythingInAFileWithPathsBesideIt() throws IOException {
        IndexerConfig config = withFile("""
                rpc: [http://a:1, http://b:2]
                db: out.db
                toBlock: 9
                concurrency: 2
                maxRps: 30
                pollMillis: 50
                httpPort: 9000
                keepRaw: all
                verify: none
                contracts:
                  - name: one
                    abi: MyToken.abi.json
                    address: "0x1000000000000000000000000000000000000001"
                    fromBlock: 7
                  - abi: MyToken.abi.json
                    address: ["0x1000000000000000000000000000000000000001", "0x2000000000000000000000000000000000000002"]
                """, Map.of());
        assertThat(config.db()).isEqualTo(folder.resolve("out.db"));
        assertThat(config.rpc()).hasSize(2);
        assertThat(config)
                .extracting(
                        IndexerConfig::toBlock,
                        IndexerConfig::concurrency,
                        IndexerConfig::maxRps,
                        IndexerConfig::httpPort,
                        IndexerConfig::keepRaw,
                        IndexerConfig::verification)
                .containsExactly(9L, 2, 30, 9000, KeepRaw.ALL, Verification.NONE);
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.contracts()).extracting(ContractConfig::name).containsExactly("one", "MyToken");
        assertThat(config.contracts()).extracting(ContractConfig::fromBlock).containsExactly(7L, 0L);
        assertThat(config.contracts().getLast().addresses())
                .hasSize(2)
                .contains(Address.parse("0x1000000000000000000000000000000000000001"));
    }

    @Test
    void flagsAreStrongerThanEnvironmentAndThatThanTheFile() throws IOException {
        String yaml = "rpc: http://file:1\ndb: file.db\nconcurrency: 2\ncontracts: [{abi: MyToken.abi.json}]\n";
        Map<String, String> environment = Map.of("GRIDWORK_RPC", "http://env:1,http://env:2", "GRIDWORK_DB", "env.db");
        assertThat(withFile(yaml, Map.of()).rpc()).containsExactly(URI.create("http://file:1"));
        IndexerConfig fromEnvironment = withFile(yaml, environment);
        assertThat(fromEnvironment.rpc()).containsExactly(URI.create("http://env:1"), URI.create("http://env:2"));
        assertThat(fromEnvironment.db()).isEqualTo(Path.of("env.db"));
        IndexerConfig fromFlags =
                withFile(yaml, environment, "--rpc", "http://flag:1", "--db", "flag.db", "--concurrency", "3");
        assertThat(fromFlags.rpc()).containsExactly(URI.create("http://flag:1"));
        assertThat(fromFlags.db()).isEqualTo(Path.of("flag.db"));
        assertThat(fromFlags.concurrency()).isEqualTo(3);
    }

    @Test
    void whatIsWrongIsNamed() {
        String[] complete = {"--rpc", "http://a:1", "--db", "x.db", "--abi", abi.toString()};
        Map<List<String>, String> wrong = Map.of(
                List.of("--db", "x.db", "--abi", abi.toString()), "--rpc",
                List.of("--rpc", "http://a:1", "--abi", abi.toString()), "--db",
                List.of("--rpc", "http://a:1", "--db", "x.db"), "--abi",
                List.of("--rpc", "http://a:1", "--db", "x.db", "--address", CannedChain.TOKEN.hex()), "--abi",
                with(complete, "--address", "0x12"), "0x12",
                with(complete, "--concurrency", "0"), "--concurrency 0",
                with(complete, "--preset", "gridwork"), "--deployment",
                with(complete, "--preset", "other"), "other",
                with(complete, "--deployment", "d.json"), "--preset",
                with(complete, "--from-block", "-1"), "-1");
        wrong.forEach((flags, named) -> assertThatThrownBy(() -> read(Map.of(), flags.toArray(String[]::new)))
                .as("%s", flags)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(named));
    }

    private static List<String> with(String[] flags, String... more) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void ofAFixedChoiceAllValuesAreNamed() {
        assertThatThrownBy(() -> withFile("rpc: http://a:1\nkeepRaw: some\n", Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("keepRaw")
                .hasMessageContaining("none, undecoded, all");
    }

    @Test
    void aMistypedKeyInTheFileIsNamed() {
        assertThatThrownBy(() -> withFile("rpcs: http://a:1\n", Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("rpcs")
                .hasMessageContaining("index.yaml");
    }
}
