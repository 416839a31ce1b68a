package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.Verification;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Several chains in one configuration: a file each, and what befalls one is not the others' concern. */
@UnderLoad
final class ChainsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeAbi() throws IOException {
        Files.writeString(folder.resolve("Token.json"), CannedChain.ABI);
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("index.yaml"), yaml);
    }

    private static String chain(String rpc, String db, long toBlock) {
        return "- {rpc: '%s', db: %s, toBlock: %d, contracts: [{name: token, abi: Token.json, address: '%s'}]}\n"
                .formatted(rpc, db, toBlock, CannedChain.TOKEN.hex());
    }

    private List<IndexerConfig> read(String yaml, String... flags) throws IOException {
        IndexCommand command = new IndexCommand();
        String[] all = Stream.concat(Stream.of("--config", config(yaml).toString()), Stream.of(flags))
                .toArray(String[]::new);
        new CommandLine(command).parseArgs(all);
        return new ConfigReader(command.options, Map.of()).readAll();
    }

    @Test
    void eachChainHasItsFileAlsoWhenAnotherFails() throws IOException {
        CannedChain one = new CannedChain(1, 3, true).append(60);
        CannedChain two = new CannedChain(2, 3, true).append(80);
        CannedNode gone = new CannedNode(one);
        gone.close();
        try (CannedNode first = new CannedNode(one);
                CannedNode second = new CannedNode(two)) {
            Path config = config("chains:\n"
                    + chain(first.url().toString(), "one.db", 60)
                    + chain(gone.url().toString(), "gone.db", 60)
                    + chain(second.url().toString(), "two.db", 80));
            assertThat(Main.run("index", "--config", config.toString()))
                    .as("one of them failed")
                    .isOne();
        }
        assertThat(Sql.value(folder.resolve("one.db"), "SELECT max(to_block) FROM _coverage"))
                .isEqualTo(60L);
        assertThat(Sql.value(folder.resolve("two.db"), "SELECT max(to_block) FROM _coverage"))
                .isEqualTo(80L);
        assertThat(folder.resolve("gone.db")).doesNotExist();
    }

    @Test
    void whatAChainDoesNotSayTheFileSays() throws IOException {
        List<IndexerConfig> chains = read(
                "concurrency: 3\nverify: none\nhttpPort: 9400\nchains:\n" + chain("http://a:1", "a.db", 5)
                        + "- {rpc: 'http://b:1', db: b.db, concurrency: 7, verify: receipts, contracts: [{abi: Token.json}]}\n");
        assertThat(chains).extracting(IndexerConfig::name).containsExactly("a", "b");
        assertThat(chains).extracting(IndexerConfig::concurrency).containsExactly(3, 7);
        assertThat(chains)
                .extracting(IndexerConfig::verification)
                .containsExactly(Verification.NONE, Verification.RECEIPTS);
        assertThat(chains).extracting(IndexerConfig::httpPort).containsExactly(9400, 9400);
        assertThat(chains).extracting(IndexerConfig::toBlock).containsExactly(5L, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chains: [] | line 1, chains | no chain",
                "rpc: http://a:1;chains: [{}] | line 1, rpc | move it into the list",
                "chains:;- {rpc: 'http://a:1', contracts: [{abi: Token.json}]} | line 2, chains[0] | --db",
                "chains:;- {rpc: 'http://a:1', db: a.db, contracts: [{abi: T.json}]} | line 2, chains[0].contracts[0].abi | T.json",
                "chains:;- {httpPort: 3} | line 2, chains[0].httpPort | above the chains",
                "chains:;- {rpc: 'http://a:1', db: a.db, contracts: [{abi: Token.json}]};- {rpc: 'http://a:1', db: a.db, contracts: [{abi: Token.json}]} | line 3, chains[1].db | of its own",
            })
    void whatIsWrongIsNamedWithItsPlace(String yaml, String place, String reason) {
        assertThatThrownBy(() -> read(yaml.replace(';', '\n') + "\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void flagsOfOneChainDoNotFitSeveral() {
        assertThatThrownBy(() -> read("chains:\n" + chain("http://a:1", "a.db", 5), "--db", "x.db"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--db");
    }
}
