package io.gridwork.indexer.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.ChainIdentity;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static JdbcEventStore open(Path file) {
        return JdbcEventStore.open(
                file, new ChainIdentity(CannedChain.CHAIN_ID, null), List.of(Tokens.TRANSFERS), List.of(), false);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everythingOfAnEarlierVersionIsKept(int version) throws SQLException {
        Path file = database(version);
        try (JdbcEventStore store = open(file)) {
            assertThat(store.coverage(Tokens.FEED).ranges()).containsExactly(new BlockRange(3, 9));
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
    void theVersionIsThatOfTheNewestScript() throws Exception {
        assertThat(versions().getLast()).isEqualTo(DatabaseFile.VERSION);
    }
}
