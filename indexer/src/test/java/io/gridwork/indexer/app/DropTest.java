package io.gridwork.indexer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.canned.NoLogs;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.store.jdbc.TableDrop;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong ABI is corrected: the event's table is dropped, and read again. */
@UnderLoad
final class DropTest {
    private static final String RIGHT = "event Transfer(address indexed from, address indexed to, uint256 value)";
    private static final String RENAMED = "event Transfer(address indexed sender, address indexed to, uint256 amount)";
    private static final String WRONG =
            "event Transfer(address indexed from, address indexed to, uint256 indexed value)";

    @TempDir
    Path folder;

    private final CannedChain chain = new CannedChain(52, 6, true).append(600);
    private CannedNode node;
    private Path db;

    @BeforeEach
    void start() {
        node = new CannedNode(chain);
        db = folder.resolve("index.db");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private int index(Path file, String keep, String... contracts) throws IOException {
        Path config = Files.writeString(
                folder.resolve("index.yaml"),
                "rpc: " + node.url() + "\ndb: " + file + "\nkeepRaw: " + keep + "\ntoBlock: " + chain.head()
                        + "\ncontracts: [" + String.join(", ", contracts) + "]\n");
        return Main.run("index", "--config", config.toString());
    }

    private static String token(String abi) {
        return "{name: token, abi: \"" + abi + "\", address: \"" + CannedChain.TOKEN.hex() + "\"}";
    }

    private static String contract(String name, String abi) {
        return token(abi).replace("name: token", "name: " + name);
    }

    private ContentHash.Report fresh(String... contracts) throws IOException {
        Path file = folder.resolve("fresh.db");
        assertThat(index(file, "none", contracts)).isZero();
        return ContentHash.of(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "undecoded", "all"})
    void afterwardsTheFileIsAsIfTheAbiHadNeverBeenWrong(String keep) throws IOException {
        for (String wrong : List.of(WRONG, RENAMED)) {
            assertThat(index(db, keep, token(wrong))).isZero();
            assertThat(index(db, keep, token(RIGHT))).isEqualTo(1);
            assertThat(Main.run("drop", "--db", db.toString(), "token_transfer"))
                    .isZero();
            assertThat(index(db, keep, token(RIGHT))).isZero();
            assertThat(ContentHash.of(db)).isEqualTo(fresh(token(RIGHT)));
            assertThat(Main.run(
                            "verify", "--db", db.toString(), "--rpc", node.url().toString()))
                    .isZero();
            Files.delete(db);
            Files.delete(folder.resolve("fresh.db"));
        }
    }

    @Test
    void whereAllIsKeptItIsReadFromTheFile() throws IOException {
        assertThat(index(db, "all", token(RENAMED))).isZero();
        assertThat(Main.run("drop", "--db", db.toString(), "token_transfer")).isZero();
        NoLogs noLogs = new NoLogs();
        node.with(noLogs);
        assertThat(index(db, "all", token(RIGHT))).isZero();
        assertThat(noLogs.asked()).hasValue(0);
        node.with(Faults.NONE);
        assertThat(ContentHash.of(db)).isEqualTo(fresh(token(RIGHT)));
    }

    @Test
    void theRefusalOfAnotherDefinitionNamesTheCommand() throws IOException {
        String more = "{name: more, abi: [event A(bool a), event B(bool b), event C(bool c)], address: \""
                + CannedChain.TOKEN.hex() + "\"}";
        assertThat(index(db, "none", token(RIGHT), more)).isZero();
        index(
                folder.resolve("other.db"),
                "none",
                token(RENAMED),
                more.replace("bool b", "bool x").replace("event A(bool a)", "event New()"));
        StringWriter err = new StringWriter();
        String config = folder.resolve("index.yaml").toString();
        int exit = Main.commands()
                .setErr(new PrintWriter(err))
                .execute("index", "--config", config, "--db", db.toString());
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains(RIGHT, RENAMED, "gridwork drop --db " + db + " token_transfer more_b;");
    }

    @Test
    void whatOtherTablesHoldStays() throws IOException {
        String other = contract("other", RIGHT);
        assertThat(index(db, "none", token(WRONG), other)).isZero();
        assertThat(TableDrop.of(db, Set.of("token_transfer"))).containsOnlyKeys("token_transfer");
        assertThat(ContentHash.of(db).rows().get("other_transfer"))
                .isEqualTo(fresh(other).rows().get("other_transfer"));
        Files.delete(folder.resolve("fresh.db"));
        assertThat(index(db, "none", token(RIGHT), other)).isZero();
        assertThat(ContentHash.of(db)).isEqualTo(fresh(token(RIGHT), other));
    }

    @Test
    void aRunSaysWhichTablesItDoesNotFollow() throws Exception {
        assertThat(index(db, "none", token(RIGHT))).isZero();
        assertThat(index(folder.resolve("another.db"), "none", contract("other", RIGHT)))
                .isZero();
        String config = folder.resolve("index.yaml").toString();
        Process run = Programs.builder("index", "--config", config, "--db", db.toString())
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        assertThat(run.errorReader(UTF_8).lines())
                .anyMatch(line -> line.contains("are not updated") && line.endsWith(": token_transfer"));
        assertThat(run.waitFor()).isZero();
    }

    @Test
    void aContractThatIsWantedNoMoreLeavesNothing() throws IOException {
        assertThat(index(db, "none", token(WRONG), contract("other", RIGHT.replace("Transfer", "Moved"))))
                .isZero();
        assertThat(Sql.rows(db, "SELECT count(*) FROM _quarantine").getFirst().getFirst())
                .isNotEqualTo(0L);
        TableDrop.of(db, Set.of("token_transfer"));
        assertThat(Sql.rows(db, "SELECT count(*) FROM _quarantine")).containsExactly(List.of(0L));
        for (String table : List.of("_coverage", "_feed", "_column")) {
            assertThat(Sql.rows(db, "SELECT DISTINCT table_name FROM " + table))
                    .as(table)
                    .containsExactly(List.of("other_moved"));
        }
    }

    @Test
    void whatOthersDependOnIsDroppedWithThemAlone() throws IOException {
        String factory =
                contract("factory", "event Transfer(address indexed from, address indexed child, uint256 value)");
        String child =
                "{name: child, abi: \"event Moved(uint256 x)\", factory: {contract: factory, event: Transfer, parameter: child}}";
        assertThat(index(db, "none", factory, child)).isZero();
        ContentHash.Report before = ContentHash.of(db);
        assertThatThrownBy(() -> TableDrop.of(db, Set.of("factory_transfer")))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("factory_transfer", "child_moved", "in the same command");
        assertThat(ContentHash.of(db)).isEqualTo(before);
        assertThat(TableDrop.of(db, Set.of("factory_transfer", "child_moved")))
                .containsOnlyKeys("factory_transfer", "child_moved");
        assertThat(index(db, "none", factory, child)).isZero();
        assertThat(ContentHash.of(db)).isEqualTo(before);
    }

    @Test
    void whatIsNoEventTableIsRefused() throws IOException {
        assertThat(index(db, "none", token(RIGHT))).isZero();
        for (String table : List.of("_coverage", "nowhere", "token_transfer; DROP TABLE _meta")) {
            assertThatThrownBy(() -> TableDrop.of(db, Set.of(table)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContainingAll(table, "[token_transfer]");
        }
        assertThatThrownBy(() -> TableDrop.of(folder.resolve("absent.db"), Set.of("x")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("absent.db");
        assertThat(folder.resolve("absent.db")).doesNotExist();
    }
}
