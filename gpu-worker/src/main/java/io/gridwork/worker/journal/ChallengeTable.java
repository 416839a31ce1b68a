package io.gridwork.worker.journal;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.OrderJson;
import io.gridwork.worker.job.PostedJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Our challenges in a journal's file. */
final class ChallengeTable {
    private final Sql sql;

    ChallengeTable(Sql sql) {
        this.sql = sql;
    }

    void save(Challenge challenge) {
        PostedJob job = challenge.job();
        sql.update(
                "INSERT INTO challenge (job_id, job_order, spec, block, vetted, root, over) VALUES (?, ?, ?, ?, ?, ?, 0)"
                        + " ON CONFLICT (job_id) DO NOTHING",
                job.id().value().toArray(),
                OrderJson.write(job.order()).toString(),
                job.spec().encode().toArray(),
                job.block(),
                job.vetted() ? 1 : 0,
                challenge.root().value().toArray());
        ResultRoot stored = find(job.id()).orElseThrow().root();
        if (!stored.equals(challenge.root())) throw Refused.secondChallenge(job.id(), stored);
    }

    Optional<Challenge> find(JobId job) {
        return sql
                .query(
                        ChallengeTable::challenge,
                        "SELECT * FROM challenge WHERE job_id = ?",
                        job.value().toArray())
                .stream()
                .findFirst();
    }

    List<Challenge> open() {
        return sql.query(ChallengeTable::challenge, "SELECT * FROM challenge WHERE over = 0 ORDER BY serial");
    }

    void end(JobId job) {
        sql.update("UPDATE challenge SET over = 1 WHERE job_id = ?", job.value().toArray());
    }

    private static Challenge challenge(ResultSet row) throws SQLException {
        return new Challenge(SqliteJournal.posted(row), new ResultRoot(Hash32.of(row.getBytes("root"))));
    }
}
