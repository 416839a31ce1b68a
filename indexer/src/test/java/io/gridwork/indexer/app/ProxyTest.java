package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedLog;
import io.gridwork.indexer.bench.CannedNode;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies whose implementations index other parameters of one event: a log means what the implementation of its block says. */
@UnderLoad
final class ProxyTest {
    private static final Address PROXY = new Address(1, 1, 1);
    private static final Address BEACON_PROXY = new Address(1, 1, 2);
    private static final Address BEACON = new Address(2, 2, 2);
    private static final Address ONE = new Address(3, 0, 1);
    private static final Address TWO = new Address(3, 0, 2);
    private static final Address UNKNOWN = new Address(3, 0, 9);
    private static final Address ALICE = new Address(0, 0, 0xa11ce);
    private static final Address BOB = new Address(0, 0, 0xb0b);

    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void writeConfiguration() throws IOException {
        for (boolean first : List.of(true, false)) {
            String version = first ? "One" : "Two";
            Files.writeString(folder.resolve(version + ".json"), """
                    [{"type":"event","name":"Sent","inputs":[
                       {"name":"giver","type":"address","indexed":%s},{"name":"taker","type":"address","indexed":%s}]},
                     {"type":"event","name":"Ping%s","inputs":[]},{"type":"event","name":"Pong","inputs":[]}]""".formatted(first, !first, version));
        }
        config = Files.writeString(
                folder.resolve("index.yaml"), """
                contracts:
                  - name: purse
                    address: ["%s", "%s"]
                    implementations:
                      - {abi: One.json, address: "%s"}
                      - {abi: Two.json, address: "%s"}
                """.formatted(PROXY.hex(), BEACON_PROXY.hex(), ONE.hex(), TWO.hex()));
    }

    private void index(CannedNode node, Path db, long block) {
        assertThat(Main.run(
                        "index",
                        "--config",
                        config.toString(),
                        "--rpc",
                        node.url().toString(),
                        "--db",
                        db.toString(),
                        "--to-block",
                        Long.toString(block)))
                .isZero();
    }

    private static CannedLog log(Address by, String event, Address... indexed) {
        return log(0, by, event, Bytes.EMPTY, indexed);
    }

    private static CannedLog log(int index, Address by, String event, Bytes data, Address... indexed) {
        List<Hash32> topics = Stream.concat(
                        Stream.of(Keccak256.hash(event)), Stream.of(indexed).map(Address::toWord))
                .toList();
        return new CannedLog(by, topics, data, index, 0);
    }

    /** Alice is in the topic, Bob in the data. */
    private static CannedLog sent(int index, Address by) {
        return log(index, by, "Sent(address,address)", BOB.toWord().toBytes(), ALICE);
    }

    private static CannedChain history() {
        return new CannedChain(1, 1, true)
                .append(List.of(log(BEACON, "Upgraded(address)", ONE)))
                .append(List.of(log(PROXY, "Upgraded(address)", ONE)))
                .append(List.of(sent(0, PROXY), log(1, PROXY, "Upgraded(address)", Bytes.EMPTY, TWO), sent(2, PROXY)))
                .append(List.of(sent(0, PROXY), log(1, PROXY, "Pong()", Bytes.EMPTY)))
                .append(List.of(
                        log(0, BEACON_PROXY, "BeaconUpgraded(address)", Bytes.EMPTY, BEACON), sent(1, BEACON_PROXY)))
                .append(List.of(
                        sent(0, BEACON_PROXY),
                        log(1, BEACON, "Upgraded(address)", Bytes.EMPTY, TWO),
                        sent(2, BEACON_PROXY)))
                .append(List.of(log(0, PROXY, "Upgraded(address)", Bytes.EMPTY, UNKNOWN), sent(1, PROXY)));
    }

    @Test
    void eachLogIsDecodedByTheImplementationOfItsPlace() {
        Path db = folder.resolve("index.db");
        try (CannedNode node = new CannedNode(history())) {
            index(node, db, 7);
        }
        String select = "SELECT block_number, log_index, giver, taker FROM ";
        assertThat(Sql.rows(db, select + "purse_sent_one"))
                .containsExactly(
                        List.of(3L, 0L, ALICE.hex(), BOB.hex()),
                        List.of(5L, 1L, ALICE.hex(), BOB.hex()),
                        List.of(6L, 0L, ALICE.hex(), BOB.hex()));
        assertThat(Sql.rows(db, select + "purse_sent_two"))
                .containsExactly(
                        List.of(3L, 2L, BOB.hex(), ALICE.hex()),
                        List.of(4L, 0L, BOB.hex(), ALICE.hex()),
                        List.of(6L, 2L, BOB.hex(), ALICE.hex()));
        assertThat(Sql.rows(db, "SELECT block_number, log_index FROM purse_pong"))
                .containsExactly(List.of(4L, 1L));
        assertThat(Sql.rows(db, "SELECT block_number, reason FROM _quarantine"))
                .singleElement()
                .satisfies(row -> assertThat(row.toString()).startsWith("[7, ").contains(UNKNOWN.hex(), "add its ABI"));
        assertThat(Sql.rows(db, "SELECT implementation FROM purse_beacons_upgraded"))
                .containsExactly(List.of(ONE.hex()), List.of(TWO.hex()));
    }

    @Test
    void theFileIsAuditedAndMendedWithoutItsConfiguration() throws SQLException {
        Path db = folder.resolve("index.db");
        try (CannedNode node = new CannedNode(history())) {
            index(node, db, 7);
            String[] verify = {
                "verify", "--db", db.toString(), "--rpc", node.url().toString()
            };
            assertThat(Main.run(verify)).isZero();
            String hash = ContentHash.of(db).hash();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db)) {
                for (String table : List.of("purse_sent_one", "purse_sent_two", "purse_beacons_upgraded")) {
                    connection.createStatement().execute("DELETE FROM " + table);
                }
            }
            assertThat(Main.run(verify)).isEqualTo(1);
            assertThat(Main.run(
                            "verify", "--db", db.toString(), "--rpc", node.url().toString(), "--repair"))
                    .isZero();
            assertThat(ContentHash.of(db).hash()).isEqualTo(hash);
        }
    }

    @Test
    void blockByBlockComesToTheSameAsAtOnce() {
        CannedChain chain = new CannedChain(1, 1, true);
        Path followed = folder.resolve("followed.db");
        try (CannedNode node = new CannedNode(chain)) {
            CannedChain whole = history();
            for (long block = 1; block <= whole.head(); block++) {
                chain.append(whole.block(block).orElseThrow().logs());
                index(node, followed, block);
            }
            for (int i = 0; i < 300; i++) {
                chain.append(List.of());
            }
            index(node, followed, chain.head());
            Path settled = folder.resolve("settled.db");
            index(node, settled, chain.head());
            assertThat(ContentHash.of(followed)).isEqualTo(ContentHash.of(settled));
            assertThat(ContentHash.of(settled).rows()).containsEntry("purse_sent_two", 3L);
        }
    }
}
