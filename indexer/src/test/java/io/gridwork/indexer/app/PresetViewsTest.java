package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.network.Deployment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What views make of events that are rare on a small chain. The events are written by hand. */
final class PresetViewsTest {
    private static final String JOB = "0x" + "ab".repeat(32);
    private static final String NO_HASH = "0x" + "0".repeat(64);
    private static final String ROOT = "0x" + "11".repeat(32);
    private static final String OTHER_ROOT = "0x" + "22".repeat(32);
    private static final String TOKEN = "0x" + "0".repeat(39) + "7";

    @TempDir
    Path folder;

    private Path db;

    @BeforeEach
    void createTables() {
        db = folder.resolve("index.db");
        Deployment deployment = new Deployment(1, Optional.empty());
        for (String name : List.of("Vault", "NodeStaking", "JobEscrow", "ProgramRegistry")) {
            deployment = deployment.with(
                    name, new Deployment.Contract(Address.ZERO, Hash32.ZERO, 0, Bytes.EMPTY, Hash32.ZERO));
        }
        Catalogue catalogue = Catalogue.of(GridworkPreset.contracts(deployment));
        JdbcEventStore.open(db, new ChainIdentity(1, null), catalogue.tables(), GridworkPreset.views())
                .close();
    }

    /** A row at a place of the chain, each block 100 seconds after the last. */
    private void insert(String table, long block, int index, String columns, Object... values) throws SQLException {
        String marks = ", ?".repeat(values.length);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db);
                var sql = connection.prepareStatement("INSERT INTO " + table
                        + " (block_number, log_index, block_timestamp, tx_hash, tx_index, address, " + columns
                        + ") VALUES (?, ?, ?, '0x', 0, '0x'" + marks + ")")) {
            sql.setLong(1, block);
            sql.setInt(2, index);
            sql.setLong(3, 100 * block);
            for (int i = 0; i < values.length; i++) {
                sql.setObject(4 + i, values[i]);
            }
            sql.executeUpdate();
        }
    }

    @Test
    void theIndexShowsWhichJobMovedItAndHowFar() throws SQLException {
        insert("job_escrow_price_cleared", 5, 0, "job_id, price, deadline", JOB, "70", 1L);
        String columns = "job_id, root, winners, paid, fee, refunded";
        insert("job_escrow_job_completed", 6, 1, columns, "0x" + "cd".repeat(32), ROOT, 1L, "1", "0", "0");
        insert("job_escrow_price_index", 6, 2, "token, node_class, price_per_unit", TOKEN, 1L, "8000000000000000000");
        insert("job_escrow_job_completed", 7, 4, columns, JOB, ROOT, 1L, "70", "0", "0");
        insert("job_escrow_price_index", 7, 5, "token, node_class, price_per_unit", TOKEN, 1L, "9000000000000000000");
        List<List<Object>> rows = Sql.rows(
                db,
                "SELECT moved_at, price_per_unit, price_per_unit_real, change_percent, job_id, price FROM price_index ORDER BY moved_at");
        assertThat(rows.get(0))
                .isEqualTo(Arrays.asList(600L, "8000000000000000000", 8.0, null, "0x" + "cd".repeat(32), null));
        assertThat(rows.get(1).subList(0, 3)).containsExactly(700L, "9000000000000000000", 9.0);
        assertThat((double) rows.get(1).get(3)).isCloseTo(12.5, offset(1e-9));
        assertThat(rows.get(1).subList(4, 6)).containsExactly(JOB, "70");
    }

    @Test
    void eachTokenAndClassHasStepsOfItsOwn() throws SQLException {
        String columns = "token, node_class, price_per_unit";
        insert("job_escrow_price_index", 6, 1, columns, TOKEN, 1L, "8000000000000000000");
        insert("job_escrow_price_index", 6, 3, columns, TOKEN, 2L, "5000000000000000000");
        insert("job_escrow_price_index", 7, 1, columns, ROOT, 1L, "2000000000000000000");
        insert("job_escrow_price_index", 8, 1, columns, TOKEN, 1L, "4000000000000000000");
        assertThat(Sql.rows(db, "SELECT block_number, node_class, change_percent FROM price_index ORDER BY 1, 2"))
                .containsExactly(
                        Arrays.asList(6L, 1L, null),
                        Arrays.asList(6L, 2L, null),
                        Arrays.asList(7L, 1L, null),
                        Arrays.asList(8L, 1L, -50.0));
    }

    @Test
    void aDisputeIsARowFromItsOpeningToItsVerdict() throws SQLException {
        insert("job_escrow_proposed", 2, 0, "job_id, root, deadline", JOB, ROOT, 1L);
        String challenger = "0x" + "c".repeat(40);
        insert(
                "jury_challenged",
                3,
                0,
                "job_id, challenger, counter_root, bond, deadline",
                JOB,
                challenger,
                OTHER_ROOT,
                "9",
                1L);
        insert("jury_juror_committed", 4, 0, "job_id, node_id, juror, commitment", JOB, "1", 0L, NO_HASH);
        insert("jury_juror_committed", 4, 1, "job_id, node_id, juror, commitment", JOB, "2", 1L, NO_HASH);
        String select =
                "SELECT challenger, counter_root, proposed_root, bond, opened_at, jurors, revealed, votes, root, outcome,"
                        + " resolved_at FROM disputes";
        assertThat(Sql.rows(db, select))
                .containsExactly(
                        Arrays.asList(challenger, OTHER_ROOT, ROOT, "9", 300L, 2L, 0L, null, null, null, null));
        insert("jury_juror_revealed", 5, 0, "job_id, node_id, juror, root", JOB, "1", 0L, OTHER_ROOT);
        insert("jury_resolved", 6, 0, "job_id, root, votes, outcome", JOB, OTHER_ROOT, 2L, 2L);
        assertThat(Sql.rows(db, select))
                .containsExactly(Arrays.asList(
                        challenger, OTHER_ROOT, ROOT, "9", 300L, 2L, 1L, 2L, OTHER_ROOT, "Overturned", 600L));
    }

    @Test
    void aDisputeAmongSeatsHasNoChallenger() throws SQLException {
        String nobody = "0x" + "0".repeat(40);
        insert(
                "jury_challenged",
                3,
                0,
                "job_id, challenger, counter_root, bond, deadline",
                JOB,
                nobody,
                NO_HASH,
                "0",
                1L);
        insert("jury_resolved", 6, 0, "job_id, root, votes, outcome", JOB, NO_HASH, 1L, 0L);
        assertThat(Sql.rows(db, "SELECT challenger, counter_root, proposed_root, root, outcome FROM disputes"))
                .containsExactly(Arrays.asList(null, null, null, null, "NoMajority"));
    }
}
