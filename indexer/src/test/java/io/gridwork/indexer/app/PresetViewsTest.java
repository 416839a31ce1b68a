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
    private static final String SEED = "0x" + "33".repeat(32);
    private static final String CHALLENGER = "0x" + "c".repeat(40);
    private static final String OTHER_CHALLENGER = "0x" + "d".repeat(40);
    private static final String TOKEN = "0x" + "0".repeat(39) + "7";

    @TempDir
    Path folder;

    private Path db;

    @BeforeEach
    void createTables() {
        db = folder.resolve("index.db");
        Deployment deployment = new Deployment(1, Optional.empty());
        for (String name : List.of("Vault", "NodeStaking", "JobEscrow", "ProgramRegistry", "Jury")) {
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
    void noJobMovesTheIndexWhereGovernanceSetsIt() throws SQLException {
        insert("job_escrow_price_cleared", 5, 0, "job_id, price, deadline", JOB, "70", 1L);
        insert(
                "job_escrow_job_completed",
                6,
                1,
                "job_id, root, winners, paid, fee, refunded",
                JOB,
                ROOT,
                1L,
                "70",
                "0",
                "0");
        insert("job_escrow_price_index", 6, 4, "token, node_class, price_per_unit", TOKEN, 1L, "8000000000000000000");
        assertThat(Sql.rows(db, "SELECT job_id, price FROM price_index")).containsExactly(Arrays.asList(null, null));
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

    private void openDispute() throws SQLException {
        insert("jury_dispute_opened", 3, 0, "job_id, seed_block, tickets, deadline", JOB, 5L, "42", 360L);
    }

    private void enrol(int index, String node, long ticket, String draw) throws SQLException {
        insert("jury_enrolled", 6, index, "job_id, node_id, ticket, draw", JOB, node, ticket, draw);
    }

    @Test
    void aDisputeIsARowFromItsOpeningToItsVerdict() throws SQLException {
        insert("job_escrow_proposed", 2, 0, "job_id, root, deadline", JOB, ROOT, 1L);
        openDispute();
        String columns = "job_id, account, challenger, commitment, bond";
        insert("jury_challenged", 3, 1, columns, JOB, CHALLENGER, 0L, NO_HASH, "9");
        insert("jury_challenged", 4, 1, columns, JOB, OTHER_CHALLENGER, 1L, NO_HASH, "9");
        String select =
                "SELECT opened_at, proposed_root, challengers, bonds, seed_block, seed, tickets, seed_by, enrol_by,"
                        + " vote_by, reveal_by, listed, committed, revealed, votes, root, outcome, resolved_at FROM disputes";
        assertThat(Sql.rows(db, select))
                .containsExactly(Arrays.asList(
                        300L, ROOT, 2L, "18", 5L, null, "42", 360L, null, null, null, 0L, 0L, 0L, null, null, null,
                        null));
        insert("jury_seed_recorded", 6, 0, "job_id, seed, deadline", JOB, SEED, 700L);
        enrol(1, "1", 0, "100");
        enrol(2, "2", 0, "300");
        enrol(3, "1", 4, "200");
        insert("jury_outdrawn", 6, 4, "job_id, node_id, ticket", JOB, "2", 0L);
        insert("jury_voting_opened", 8, 0, "job_id, deadline", JOB, 1_000L);
        insert("jury_juror_committed", 8, 1, "job_id, node_id, seats, commitment", JOB, "1", 2L, NO_HASH);
        insert("jury_jury_reveal_opened", 9, 0, "job_id, deadline", JOB, 1_100L);
        insert("jury_juror_revealed", 10, 0, "job_id, node_id, root", JOB, "1", OTHER_ROOT);
        insert("jury_resolved", 11, 0, "job_id, root, votes, outcome", JOB, OTHER_ROOT, 2L, 2L);
        assertThat(Sql.rows(db, select))
                .containsExactly(Arrays.asList(
                        300L,
                        ROOT,
                        2L,
                        "18",
                        5L,
                        SEED,
                        "42",
                        360L,
                        700L,
                        1_000L,
                        1_100L,
                        2L,
                        2L,
                        2L,
                        2L,
                        OTHER_ROOT,
                        "Overturned",
                        1_100L));
    }

    @Test
    void aDisputeAmongSeatsHasNoChallenger() throws SQLException {
        openDispute();
        insert("jury_resolved", 6, 0, "job_id, root, votes, outcome", JOB, NO_HASH, 1L, 0L);
        assertThat(Sql.rows(db, "SELECT challengers, bonds, proposed_root, root, outcome FROM disputes"))
                .containsExactly(Arrays.asList(0L, "0", null, null, "NoMajority"));
    }

    @Test
    void aChallengerIsRightWhenTheVerdictHasItsRoot() throws SQLException {
        openDispute();
        String columns = "job_id, account, challenger, commitment, bond";
        insert("jury_challenged", 3, 1, columns, JOB, CHALLENGER, 0L, NO_HASH, "9");
        insert("jury_challenged", 4, 1, columns, JOB, OTHER_CHALLENGER, 1L, NO_HASH, "9");
        insert("jury_challenge_opened", 9, 0, "job_id, account, challenger, root", JOB, CHALLENGER, 0L, OTHER_ROOT);
        String select = "SELECT challenger, account, bond, challenged_at, root, opened_at, found_right FROM challenges";
        assertThat(Sql.rows(db, select))
                .containsExactly(
                        Arrays.asList(0L, CHALLENGER, "9", 300L, OTHER_ROOT, 900L, null),
                        Arrays.asList(1L, OTHER_CHALLENGER, "9", 400L, null, null, null));
        insert("jury_resolved", 11, 0, "job_id, root, votes, outcome", JOB, OTHER_ROOT, 3L, 2L);
        assertThat(Sql.rows(db, "SELECT found_right FROM challenges ORDER BY challenger"))
                .as("the second never showed its root")
                .containsExactly(List.of(1L), Arrays.asList((Object) null));
        insert("jury_challenge_opened", 10, 0, "job_id, account, challenger, root", JOB, OTHER_CHALLENGER, 1L, ROOT);
        assertThat(Sql.rows(db, "SELECT found_right FROM challenges ORDER BY challenger"))
                .containsExactly(List.of(1L), List.of(0L));
    }

    @Test
    void eachListedTicketIsARowWithWhatItsNodeDid() throws SQLException {
        openDispute();
        enrol(1, "1", 0, "100");
        enrol(2, "2", 0, "18446744073709551615");
        enrol(3, "1", 4, "200");
        insert("jury_outdrawn", 6, 4, "job_id, node_id, ticket", JOB, "2", 0L);
        enrol(5, "2", 1, "250");
        enrol(6, "3", 0, "260");
        insert("jury_juror_committed", 8, 1, "job_id, node_id, seats, commitment", JOB, "1", 2L, NO_HASH);
        insert("jury_juror_committed", 8, 2, "job_id, node_id, seats, commitment", JOB, "2", 1L, NO_HASH);
        insert("jury_juror_revealed", 9, 0, "job_id, node_id, root", JOB, "1", OTHER_ROOT);
        insert("jury_juror_revealed", 9, 1, "job_id, node_id, root", JOB, "2", ROOT);
        String slashed = "job_id, node_id, amount, reason";
        insert("node_staking_slashed", 10, 0, slashed, JOB, "1", "7", 3L);
        insert("node_staking_slashed", 10, 1, slashed, JOB, "1", "7", 3L);
        insert("node_staking_slashed", 10, 2, slashed, JOB, "3", "2", 0L);
        assertThat(Sql.rows(
                        db,
                        "SELECT node_id, ticket, draw, enrolled_at, outdrawn_at, committed_at, root, revealed_at, slashed,"
                                + " fault FROM jurors ORDER BY node_id, ticket"))
                .containsExactly(
                        Arrays.asList(1L, 0L, "100", 600L, null, 800L, OTHER_ROOT, 900L, "7", "JurorFault"),
                        Arrays.asList(1L, 4L, "200", 600L, null, 800L, OTHER_ROOT, 900L, "7", "JurorFault"),
                        Arrays.asList(2L, 0L, "18446744073709551615", 600L, 600L, null, null, null, "0", null),
                        Arrays.asList(2L, 1L, "250", 600L, null, 800L, ROOT, 900L, "0", null),
                        Arrays.asList(3L, 0L, "260", 600L, null, null, null, null, "2", "NoShow"));
    }

    @Test
    void aNodesAllowanceIsLoweredBySlashesAndEndsWithFreedLocks() throws SQLException {
        String registered = "node_id, owner, operator, node_class, slots, caps_hash, stake, market, allowance";
        insert(
                "node_staking_node_registered",
                1,
                0,
                registered,
                "1",
                CHALLENGER,
                CHALLENGER,
                1L,
                2L,
                NO_HASH,
                "100",
                TOKEN,
                "50");
        insert("node_staking_slashed", 2, 0, "job_id, node_id, amount, reason", JOB, "1", "20", 0L);
        String select = "SELECT market, allowance, locked, tickets FROM nodes";
        insert("node_staking_tickets_changed", 2, 1, "node_id, tickets", "1", 3L);
        assertThat(Sql.rows(db, select)).containsExactly(Arrays.asList(TOKEN, "30", "-20", 3L));
        insert("node_staking_staked", 2, 2, "node_id, amount, stake", "1", "7", "87");
        assertThat(Sql.rows(db, "SELECT stake FROM nodes")).containsExactly(List.of("87"));
        insert("node_staking_allowance_set", 3, 1, "node_id, market, allowance", "1", TOKEN, "10");
        insert("node_staking_bond_locked", 3, 2, "node_id, job_id, amount", "1", JOB, "35");
        insert("node_staking_slashed", 4, 0, "job_id, node_id, amount, reason", JOB, "1", "11", 2L);
        assertThat(Sql.rows(db, select)).containsExactly(Arrays.asList(TOKEN, "0", "4", 3L));
        insert("node_staking_locks_freed", 5, 0, "node_id, market, amount", "1", TOKEN, "4");
        assertThat(Sql.rows(db, select)).containsExactly(Arrays.asList(null, "0", "0", 3L));
    }
}
