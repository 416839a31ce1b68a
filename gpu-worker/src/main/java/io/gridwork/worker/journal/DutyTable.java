package io.gridwork.worker.journal;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.Duty.Judged;
import io.gridwork.worker.job.Duty.Over;
import io.gridwork.worker.job.Duty.Pledged;
import io.gridwork.worker.job.Duty.Ready;
import io.gridwork.worker.job.Duty.Summoned;
import io.gridwork.worker.job.Duty.Voted;
import io.gridwork.worker.job.OrderJson;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal.Docket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The disputes in a journal's file. */
final class DutyTable {
    private final Sql sql;

    DutyTable(Sql sql) {
        this.sql = sql;
    }

    void insert(PostedJob job) {
        sql.update(
                "INSERT INTO duty (job_id, job_order, spec, block, vetted, state) VALUES (?, ?, ?, ?, ?, 'Summoned')"
                        + " ON CONFLICT (job_id) DO NOTHING",
                job.id().value().toArray(),
                OrderJson.write(job.order()).toString(),
                job.spec().encode().toArray(),
                job.block(),
                job.vetted() ? 1 : 0);
    }

    void save(JobId job, Duty duty) {
        int changed = switch (duty) {
            case Summoned _, Ready _ -> update(job, duty, null, null, null);
            case Judged(ResultRoot root) -> update(job, duty, root, null, null);
            case Pledged(ResultRoot root, Commitment commitment) -> update(job, duty, root, commitment, null);
            case Voted(ResultRoot root, Commitment commitment) -> update(job, duty, root, commitment, null);
            case Over(String how) -> update(job, duty, null, null, how);
        };
        if (changed == 0) throw Refused.unknown(job);
    }

    private int update(
            JobId job, Duty duty, @Nullable ResultRoot root, @Nullable Commitment commitment, @Nullable String detail) {
        return sql.update(
                "UPDATE duty SET state = ?, root = ?, commitment = ?, detail = ? WHERE job_id = ?",
                duty.label(),
                root == null ? null : root.value().toArray(),
                commitment == null ? null : commitment.value().toArray(),
                detail,
                job.value().toArray());
    }

    List<Docket> open() {
        return sql.query(DutyTable::docket, "SELECT * FROM duty WHERE state <> 'Over' ORDER BY serial");
    }

    Optional<Docket> find(JobId job) {
        return sql
                .query(
                        DutyTable::docket,
                        "SELECT * FROM duty WHERE job_id = ?",
                        job.value().toArray())
                .stream()
                .findFirst();
    }

    Map<String, Long> counts() {
        return sql.counts("SELECT state, count(*) FROM duty GROUP BY state");
    }

    private static Docket docket(ResultSet row) throws SQLException {
        return new Docket(SqliteJournal.posted(row), duty(row));
    }

    private static Duty duty(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "Summoned" -> new Summoned();
            case "Ready" -> new Ready();
            case "Judged" -> new Judged(root(row));
            case "Pledged" -> new Pledged(root(row), commitment(row));
            case "Voted" -> new Voted(root(row), commitment(row));
            case "Over" -> new Over(row.getString("detail"));
            default ->
                throw new JournalException("the journal holds a dispute in a state that this version does not know: "
                        + row.getString("state") + "; use the version that wrote it");
        };
    }

    private static ResultRoot root(ResultSet row) throws SQLException {
        return new ResultRoot(Hash32.of(row.getBytes("root")));
    }

    private static Commitment commitment(ResultSet row) throws SQLException {
        return new Commitment(Hash32.of(row.getBytes("commitment")));
    }
}
