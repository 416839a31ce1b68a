package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Keccak256;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.canned.NoLogs;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are added when the node gives no logs any more. */
@UnderLoad
final class KeepRawTest {
    private static final String TOKEN = contract("token", "Token");

    @TempDir
    Path folder;

    private final CannedChain chain = new CannedChain(51, 6, true).append(900);
    private final NoLogs noLogs = new NoLogs();
    private CannedNode node;

    @BeforeEach
    void writeAbis() throws IOException {
        node = new CannedNode(chain);
        Files.writeString(folder.resolve("Token.json"), CannedChain.ABI);
        // The same log as the ERC-20 event, with another name for a value.
        Files.writeString(folder.resolve("Renamed.json"), CannedChain.ABI.replace("\"value\"", "\"amount\""));
        // As ERC-721 has it: another shape of the same first topic.
        Files.writeString(
                folder.resolve("Nft.json"),
                CannedChain.ABI.replace(
                        "\"value\",\"type\":\"uint256\",\"indexed\":false",
                        "\"id\",\"type\":\"uint256\",\"indexed\":true"));
        Files.writeString(folder.resolve("More.json"), """
                [{"type":"event","name":"Unheard","inputs":[{"name":"x","type":"uint256","indexed":false}]}]""");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private int index(Path db, String keep, String... contracts) throws IOException {
        Path config = Files.writeString(
                folder.resolve("index.yaml"),
                "rpc: " + node.url() + "\ndb: " + db + "\nkeepRaw: " + keep + "\ntoBlock: " + chain.head()
                        + "\ncontracts: [" + String.join(", ", contracts) + "]\n");
        return Main.run("index", "--config", config.toString());
    }

    private static String contract(String name, String abi) {
        return "{name: " + name + ", abi: " + abi + ".json, address: \"" + CannedChain.TOKEN.hex() + "\"}";
    }

    private ContentHash.Report fresh(String... contracts) throws IOException {
        node.with(Faults.NONE);
        Path db = folder.resolve("fresh.db");
        assertThat(index(db, "none", contracts)).isZero();
        return ContentHash.of(db);
    }

    @ParameterizedTest
    @CsvSource({"undecoded, undecoded", "all, all", "undecoded, none", "all, none", "all, undecoded"})
    void anEventThatIsAddedIsDecodedFromTheFile(String first, String then) throws IOException {
        Path db = folder.resolve("index.db");
        assertThat(index(db, first, TOKEN)).isZero();
        node.with(noLogs);
        String[] more = {TOKEN, contract("nft", "Nft"), contract("more", "More")};
        assertThat(index(db, then, more)).isZero();
        assertThat(noLogs.asked()).hasValue(0);
        assertThat(ContentHash.of(db)).isEqualTo(fresh(more));
        assertThat(ContentHash.of(db).rows().get("nft_transfer")).isPositive();
        assertThat(Sql.rows(db, "SELECT DISTINCT bloom FROM _coverage WHERE table_name = 'nft_transfer'"))
                .containsExactly(List.of(1L));
    }

    @Test
    void anotherDefinitionOfAnEventIsDecodedFromTheFileWhereAllIsKept() throws IOException {
        Path db = folder.resolve("index.db");
        assertThat(index(db, "all", TOKEN)).isZero();
        node.with(noLogs);
        String[] both = {TOKEN, contract("renamed", "Renamed")};
        assertThat(index(db, "all", both)).isZero();
        assertThat(ContentHash.of(db)).isEqualTo(fresh(both));
    }

    @Test
    void whereOnlyTheUndecodedAreKeptAnotherDefinitionIsReadFromTheNode() throws IOException {
        Path db = folder.resolve("index.db");
        assertThat(index(db, "undecoded", TOKEN)).isZero();
        String[] both = {TOKEN, contract("renamed", "Renamed")};
        node.with(noLogs);
        assertThat(index(db, "undecoded", both)).isEqualTo(1);
        assertThat(noLogs.asked().get()).isPositive();
        node.with(Faults.NONE);
        assertThat(index(db, "undecoded", both)).isZero();
        assertThat(ContentHash.of(db)).isEqualTo(fresh(both));
    }

    @Test
    void whatIsKeptOfAPartIsDecodedAndOnlyTheRestIsRead() throws IOException {
        Path db = folder.resolve("index.db");
        assertThat(index(db, "all", TOKEN)).isZero();
        chain.append(400);
        assertThat(index(db, "none", TOKEN)).isZero();
        String[] more = {TOKEN, contract("nft", "Nft")};
        assertThat(index(db, "none", more)).isZero();
        assertThat(ContentHash.of(db)).isEqualTo(fresh(more));
    }

    @Test
    void theLogsOfABranchThatWasLeftAreNotDecoded() throws IOException {
        Path db = folder.resolve("index.db");
        assertThat(index(db, "all", TOKEN)).isZero();
        chain.reorganise(60, 75);
        assertThat(index(db, "all", TOKEN)).isZero();
        node.with(noLogs);
        String[] more = {TOKEN, contract("nft", "Nft")};
        assertThat(index(db, "all", more)).isZero();
        assertThat(ContentHash.of(db)).isEqualTo(fresh(more));
    }

    private static void damage(Path db, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db)) {
            assertThat(connection.createStatement().executeUpdate(statement)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undecoded", "all"})
    void damageToKeptLogsIsFoundAndMended(String keep) throws IOException, SQLException {
        Path db = folder.resolve("index.db");
        assertThat(index(db, keep, TOKEN)).isZero();
        List<String> verify =
                List.of("verify", "--db", db.toString(), "--rpc", node.url().toString());
        assertThat(Main.run(verify.toArray(String[]::new))).isZero();
        damage(db, "DELETE FROM _raw_log WHERE block_number BETWEEN 200 AND 300");
        damage(db, "UPDATE _raw_log SET words = x'00' WHERE block_number BETWEEN 500 AND 700");
        assertThat(Main.run(verify.toArray(String[]::new))).isEqualTo(1);
        assertThat(Main.run("verify", "--db", db.toString(), "--rpc", node.url().toString(), "--repair"))
                .isZero();
        assertThat(Main.run(verify.toArray(String[]::new))).isZero();
        node.with(noLogs);
        String[] more = {TOKEN, contract("nft", "Nft")};
        assertThat(index(db, keep, more)).isZero();
        assertThat(ContentHash.of(db)).isEqualTo(fresh(more));
    }

    @Test
    void theFileTellsWhichEventsAreNotInTheAbi() throws Exception {
        Path db = folder.resolve("index.db");
        assertThat(index(db, "undecoded", TOKEN)).isZero();
        String query = DocumentedQuery.in("docs/indexing.md").getFirst().sql();
        assertThat(Sql.rows(db, query))
                .extracting(List::getFirst)
                .contains(Keccak256.hash("Unheard(uint256)").hex())
                .doesNotContain(CannedChain.TRANSFER.hex());
        assertThat(Shell.run(db, query))
                .contains(Keccak256.hash("Unheard(uint256)").hex());
    }

    @Test
    void aContractWithoutAnAddressIsRefused() throws IOException {
        Path db = folder.resolve("index.db");
        assertThat(index(db, "undecoded", "{name: token, abi: Token.json}")).isEqualTo(1);
        assertThat(db).doesNotExist();
    }
}
