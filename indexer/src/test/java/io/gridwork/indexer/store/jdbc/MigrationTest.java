package io.gridwork.indexer.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.Refusal;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of each earlier version are brought to this one with all they hold. */
final class MigrationTest {
    @TempDir
    Path folder;

    /** Those of the scripts. */
    static List<Integer> versions() throws Exception {
        URL script = MigrationTest.class.getResource("/io/gridwork/indexer/migration/V1__system_tables.sql");
        try (Stream<Path> scripts = Files.list(Path.of(script.toURI()).getParent())) {
            return scripts.map(each -> each.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        }
    }

    /** As the program of that version wrote it: its scripts, a token's table, a transfer. */
    private Path database(int version) throws SQLException {
        Path file = folder.resolve("v" + version + ".db");
        String url = "jdbc:sqlite:" + file;
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:io/gridwork/indexer/migration")
                .table("_schema_history")
                .target(Integer.toString(version))
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("PRAGMA application_id = " + DatabaseFile.APPLICATION_ID);
            sql.execute(EventTableDdl.create(Tokens.TRANSFERS));
            sql.execute("INSERT INTO _meta (name, value) VALUES ('chainId', '" + CannedChain.CHAIN_ID + "')");
            sql.execute("INSERT INTO _table (name, kind, contract, event, topic0, definition, meaning) VALUES"
                    + " ('token_transfer', 'event', 'token', 'Transfer', '" + CannedChain.TRANSFER + "', '"
                    + Tokens.TRANSFERS.declaration() + "', 'Each Transfer')");
            sql.execute("INSERT INTO _coverage (table_name, address, from_block, to_block) VALUES ('token_transfer', '"
                    + CannedChain.TOKEN.hex() + "', 3, 9)");
            sql.execute("INSERT INTO _block (number, hash, parent_hash, timestamp) VALUES (9, '" + CannedChain.TRANSFER
                    + "', '" + CannedChain.TRANSFER + "', 1009)");
            sql.execute("INSERT INTO _endpoint (name, requests, failures) VALUES ('127.0.0.1:8545', 7, 1)");
            sql.execute(
                    "INSERT INTO token_transfer (block_number, log_index, block_timestamp, tx_hash, tx_index, address,"
                            + " from_, to_, value) VALUES (4, 0, 1004, '0x01', 0, '0x02', '0x03', '0x04', '77')");
        }
        return file;
    }

    /** Logs as they were kept up to version 3. */
    private static List<LogEntry> insertRawLogs(Path file) throws SQLException {
        LogEntry transfer = Tokens.log(CannedChain.TOKEN, 4, 0, 77);
        List<LogEntry> logs = List.of(
                transfer,
                withPayload(transfer, 1, List.of(), Bytes.parse("0x0001020300")),
                withPayload(transfer, 2, List.of(CannedChain.TRANSFER), Bytes.EMPTY));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement sql =
                        connection.prepareStatement("INSERT INTO _raw_log VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (LogEntry log : logs) {
                sql.setLong(1, log.blockNumber());
                sql.setInt(2, log.logIndex());
                sql.setLong(3, 1004);
                sql.setBytes(4, log.txHash().toArray());
                sql.setInt(5, log.txIndex());
                sql.setBytes(6, log.address().toArray());
                ByteBuffer topics =
                        ByteBuffer.allocate(Hash32.BYTES * log.topics().size());
                log.topics().forEach(topic -> topics.put(topic.toArray()));
                sql.setBytes(7, topics.array());
                sql.setBytes(8, log.data().toArray());
                sql.execute();
            }
        }
        return logs;
    }

    private static LogEntry withPayload(LogEntry like, int index, List<Hash32> topics, Bytes data) {
        return new LogEntry(
                like.address(),
                topics,
                data,
                like.blockNumber(),
                Hash32.ZERO,
                null,
                like.txHash(),
                like.txIndex(),
                index,
                false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void keptLogsOfAnEarlierVersionAreKept(int version) throws SQLException {
        Path file = database(version);
        List<LogEntry> before = insertRawLogs(file);
        try (JdbcEventStore store = open(file)) {
            List<KeptLog> now = store.raw(Set.of(), new BlockRange(0, 9)).logs();
            assertThat(now).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertThat(now.get(i).log().topics()).isEqualTo(before.get(i).topics());
                assertThat(now.get(i).log().data()).isEqualTo(before.get(i).data());
                assertThat(now.get(i).log().address()).isEqualTo(before.get(i).address());
                assertThat(now.get(i).log().txHash()).isEqualTo(before.get(i).txHash());
                assertThat(now.get(i).blockTimestamp()).isEqualTo(1004);
            }
        }
    }

    private static JdbcEventStore open(Path file) {
        return JdbcEventStore.open(
                file, new ChainIdentity(CannedChain.CHAIN_ID, null), List.of(Tokens.TRANSFERS), List.of());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everythingOfAnEarlierVersionIsKept(int version) throws SQLException {
        Path file = database(version);
        try (JdbcEventStore store = open(file)) {
            assertThat(store.coverage(Tokens.TRANSFER_SOURCE).ranges()).containsExactly(new BlockRange(3, 9));
            assertThat(store.window())
                    .singleElement()
                    .satisfies(block -> assertThat(block.number()).isEqualTo(9));
        }
        assertThat(Sql.rows(file, "SELECT block_number, value FROM token_transfer"))
                .containsExactly(List.of(4L, "77"));
        assertThat(Sql.rows(file, "SELECT name, requests, failures FROM _endpoint"))
                .containsExactly(List.of("127.0.0.1:8545", 7L, 1L));
        assertThat(Sql.value(file, "SELECT max(CAST(version AS INTEGER)) FROM _schema_history"))
                .isEqualTo((long) DatabaseFile.VERSION);
    }

    @Test
    void aReaderLeavesAnEarlierVersionAsItIs() throws SQLException {
        Path file = database(DatabaseFile.VERSION - 1);
        assertThatThrownBy(() -> JdbcEventReader.open(file, new ChainIdentity(CannedChain.CHAIN_ID, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll(file + " has schema version 4", "run gridwork index");
        assertThat(Sql.value(file, "SELECT max(CAST(version AS INTEGER)) FROM _schema_history"))
                .isEqualTo(DatabaseFile.VERSION - 1L);
    }

    @Test
    void theVersionIsThatOfTheNewestScript() throws Exception {
        assertThat(versions().getLast()).isEqualTo(DatabaseFile.VERSION);
    }
}
