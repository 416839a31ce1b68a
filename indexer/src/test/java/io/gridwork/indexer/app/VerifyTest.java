package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was damaged on purpose, and a node that tells. */
@UnderLoad
final class VerifyTest {
    @TempDir
    Path folder;

    private final CannedChain chain = new CannedChain(21, 6, true).append(3_000);
    private CannedNode node;
    private Path db;

    @BeforeEach
    void index() throws IOException {
        node = new CannedNode(chain);
        db = folder.resolve("index.db");
        Path abi = Files.writeString(folder.resolve("token.json"), CannedChain.ABI);
        assertThat(Main.run(
                        "index",
                        "--rpc",
                        node.url().toString(),
                        "--abi",
                        abi.toString(),
                        "--address",
                        CannedChain.TOKEN.hex(),
                        "--db",
                        db.toString(),
                        "--to-block",
                        Long.toString(chain.head())))
                .isZero();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private record Outcome(int status, String printed) {}

    private Outcome verify(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("verify", "--db", db.toString(), "--rpc", node.url().toString()));
        arguments.addAll(List.of(more));
        PrintStream before = System.out;
        java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int status = Main.run(arguments.toArray(String[]::new));
            return new Outcome(status, printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private void damage(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db)) {
            assertThat(connection.createStatement().executeUpdate(statement)).isPositive();
        }
    }

    @Test
    void aWholeFileIsWhole() {
        for (String level : List.of("none", "bloom", "receipts")) {
            Outcome outcome = verify("--verify", level);
            assertThat(outcome.status()).as(outcome.printed()).isZero();
            assertThat(outcome.printed()).contains("nothing is wrong");
        }
    }

    @Test
    void whatIsMissingExtraOrDifferentIsToldAndMended() throws SQLException {
        String hash = ContentHash.of(db).hash();
        long first = (Long) Sql.value(db, "SELECT min(block_number) FROM token_transfer");
        damage("DELETE FROM token_transfer WHERE block_number BETWEEN 2100 AND 2200");
        damage("UPDATE token_transfer SET value = '1' WHERE block_number = " + first);
        damage("UPDATE token_transfer SET log_index = 77 WHERE (block_number, log_index) ="
                + " (SELECT block_number, log_index FROM token_transfer ORDER BY 1 DESC, 2 DESC LIMIT 1)");
        Outcome told = verify();
        assertThat(told.status()).isEqualTo(1);
        assertThat(told.printed())
                .contains("missing", "extra", "different", "value is 1, on the chain", "log 77", "--repair");
        assertThat(ContentHash.of(db).hash()).isNotEqualTo(hash);
        assertThat(verify("--repair").status()).isZero();
        assertThat(ContentHash.of(db).hash()).isEqualTo(hash);
        assertThat(verify().status()).isZero();
    }

    @Test
    void anotherChainIsRefused() {
        try (CannedNode other = new CannedNode(new CannedChain(22, 6, true).append(3_000))) {
            assertThat(Main.run(
                            "verify",
                            "--db",
                            db.toString(),
                            "--rpc",
                            other.url().toString()))
                    .isEqualTo(1);
        }
    }

    @Test
    void aRangeReadAgainIsProvedAgain() throws SQLException {
        damage("DELETE FROM token_transfer WHERE block_number BETWEEN 2100 AND 2200");
        assertThat(verify("--repair", "--verify", "receipts").status()).isZero();
        assertThat(Sql.rows(db, "SELECT DISTINCT receipts FROM _coverage ORDER BY 1"))
                .containsExactly(List.of(0L), List.of(1L));
    }
}
