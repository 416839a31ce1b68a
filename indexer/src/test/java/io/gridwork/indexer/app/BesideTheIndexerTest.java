package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.canned.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands while another process, the real program, follows the chain into the same file. */
final class BesideTheIndexerTest {
    @TempDir
    Path folder;

    private final CannedChain chain = new CannedChain(21, 6, true).append(1_000);
    private CannedNode node;
    private Path db;
    private Process indexer;

    @BeforeEach
    void follow() throws IOException {
        node = new CannedNode(chain);
        db = folder.resolve("index.db");
        indexer = Programs.builder(index().toArray(String[]::new))
                .redirectError(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.readString(folder.resolve("log")).contains("block 1,000 is the head"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        indexer.destroyForcibly().waitFor();
        node.close();
    }

    private List<String> index() throws IOException {
        Path abi = Files.writeString(folder.resolve("token.json"), CannedChain.ABI);
        return List.of(
                "index",
                "--rpc",
                url(),
                "--abi",
                abi.toString(),
                "--address",
                CannedChain.TOKEN.hex(),
                "--db",
                db.toString());
    }

    private String url() {
        return node.url().toString();
    }

    private int run(String command, String... more) {
        return Main.run(Stream.concat(Stream.of(command, "--db", db.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void whatOnlyReadsDoes() throws Exception {
        assertThat(run("verify", "--rpc", url())).isZero();
        assertThat(run("verify", "--rpc", url(), "--verify", "receipts")).isZero();
        assertThat(run("verify", "--hash")).isZero();
        Process query = Programs.builder("query", "--db", db.toString(), "SELECT count(*) FROM token_transfer")
                .redirectOutput(folder.resolve("result").toFile())
                .start();
        assertThat(query.waitFor()).isZero();
        assertThat(folder.resolve("result"))
                .content()
                .contains(String.valueOf(Sql.value(db, "SELECT count(*) FROM token_transfer")));
        assertThat(run("schema")).isZero();
        assertThat(Main.run(
                        Stream.concat(index().stream(), Stream.of("--dry-run")).toArray(String[]::new)))
                .isZero();
        assertThat(indexer.isAlive()).isTrue();
    }

    @Test
    void whatIsWrongIsTold() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + db)) {
            other.createStatement().executeUpdate("DELETE FROM token_transfer WHERE block_number < 500");
        }
        assertThat(run("verify", "--rpc", url())).isEqualTo(1);
    }

    @Test
    void whatWritesIsRefused() throws Exception {
        Object rows = Sql.value(db, "SELECT count(*) FROM token_transfer");
        assertThat(run("verify", "--rpc", url(), "--repair")).isEqualTo(1);
        assertThat(run("drop", "token_transfer")).isEqualTo(1);
        assertThat(Main.run(index().toArray(String[]::new))).isEqualTo(1);
        assertThat(Sql.value(db, "SELECT count(*) FROM token_transfer")).isEqualTo(rows);
    }
}
