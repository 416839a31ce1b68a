package io.gridwork.worker.journal;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.OrderJson;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Salts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A journal in one SQLite file, flushed to disk at every call. The file holds the worker's secret: mode 0600. */
public final class SqliteJournal implements Journal {
    private static final int VERSION = 4;
    /** It did not know whose it is. */
    private static final int OWNERLESS = 3;

    private final Sql sql;
    private final DutyTable duties;
    private final ChallengeTable challenges;

    private SqliteJournal(Sql sql) {
        this.sql = sql;
        this.duties = new DutyTable(sql);
        this.challenges = new ChallengeTable(sql);
    }

    /** Opens the file, or makes a new journal with a fresh secret. */
    public static SqliteJournal open(Path file) {
        OwnerOnly.create(file);
        Sql sql = new Sql(file);
        int version = sql.query(row -> row.getInt(1), "PRAGMA user_version").getFirst();
        if (version == 0) {
            create(sql);
        } else if (version == OWNERLESS) {
            sql.together(() -> {
                sql.script("ALTER TABLE worker ADD COLUMN owner TEXT");
                sql.script("PRAGMA user_version = " + VERSION);
            });
        } else if (version != VERSION) {
            sql.close();
            throw new JournalException("the journal " + file + " has version " + version
                    + ", this worker writes version " + VERSION + ": use the worker that made it, or another --dir");
        }
        return new SqliteJournal(sql);
    }

    private static void create(Sql sql) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        sql.together(() -> {
            sql.script(schema());
            sql.update("INSERT INTO worker (one, secret, cursor, owner) VALUES (1, ?, -1, NULL)", secret);
            sql.script("PRAGMA user_version = " + VERSION);
        });
    }

    private static String schema() {
        try (InputStream in = SqliteJournal.class.getResourceAsStream("journal.sql")) {
            if (in == null)
                throw new JournalException("journal.sql is missing from this build: build the worker again");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Bytes secret() {
        return sql.query(row -> Bytes.wrap(row.getBytes(1)), "SELECT secret FROM worker")
                .getFirst();
    }

    @Override
    public synchronized void bind(String to) {
        sql.update("UPDATE worker SET owner = ? WHERE owner IS NULL", to);
        String owner =
                sql.query(row -> row.getString(1), "SELECT owner FROM worker").getFirst();
        if (!owner.equals(to)) throw Refused.foreign(owner, to);
    }

    @Override
    public synchronized long cursor() {
        return sql.query(row -> row.getLong(1), "SELECT cursor FROM worker").getFirst();
    }

    @Override
    public synchronized void discover(List<PostedJob> found, List<PostedJob> disputed, long cursor) {
        sql.together(() -> {
            found.forEach(this::insert);
            disputed.forEach(duties::insert);
            sql.update("UPDATE worker SET cursor = ?", cursor);
        });
    }

    private void insert(PostedJob job) {
        sql.update(
                "INSERT INTO job (job_id, job_order, spec, program, units, block, vetted, state, over)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 'Discovered', 0) ON CONFLICT (job_id) DO NOTHING",
                key(job.id()),
                OrderJson.write(job.order()).toString(),
                job.spec().encode().toArray(),
                job.spec().programHash().value().toArray(),
                job.order().units(),
                job.block(),
                job.vetted() ? 1 : 0);
    }

    @Override
    public synchronized void save(JobId job, JobState state) {
        sql.together(() -> {
            if (state instanceof JobState.Computed computed) remember(job, computed.seat(), computed.commitment());
            Object[] values = StateColumns.of(state).values(state.isOver());
            Object[] withKey = java.util.Arrays.copyOf(values, values.length + 1);
            withKey[values.length] = key(job);
            int changed = sql.update(
                    "UPDATE job SET state = ?, seat = ?, root = ?, length = ?, milli_joules = ?, energy_source = ?,"
                            + " kernel_nanos = ?, commitment = ?, amount = ?, reason = ?, detail = ?, over = ?"
                            + " WHERE job_id = ?",
                    withKey);
            if (changed == 0) throw Refused.unknown(job);
        });
    }

    @Override
    public synchronized void save(JobId job, Duty duty) {
        sql.together(() -> {
            if (duty instanceof Duty.Pledged(ResultRoot _, Commitment commitment))
                remember(job, Salts.VOTE, commitment);
            duties.save(job, duty);
        });
    }

    @Override
    public synchronized List<Docket> docket() {
        return duties.open();
    }

    @Override
    public synchronized Optional<Docket> duty(JobId job) {
        return duties.find(job);
    }

    @Override
    public synchronized Map<String, Long> dutyCounts() {
        return duties.counts();
    }

    @Override
    public synchronized void save(Challenge challenge) {
        sql.together(() -> challenges.save(challenge));
    }

    @Override
    public synchronized Optional<Challenge> challenge(JobId job) {
        return challenges.find(job);
    }

    @Override
    public synchronized List<Challenge> challenges() {
        return challenges.open();
    }

    @Override
    public synchronized void endChallenge(JobId job) {
        challenges.end(job);
    }

    private void remember(JobId job, int seat, Commitment commitment) {
        sql.update(
                "INSERT INTO commitment VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                key(job),
                seat,
                commitment.value().toArray());
        Commitment first = sql.query(
                        row -> new Commitment(Hash32.of(row.getBytes(1))),
                        "SELECT commitment FROM commitment WHERE job_id = ? AND seat = ?",
                        key(job),
                        seat)
                .getFirst();
        if (!first.equals(commitment)) throw Refused.secondCommitment(job, first);
    }

    @Override
    public synchronized Optional<Entry> find(JobId job) {
        return sql.query(SqliteJournal::entry, "SELECT * FROM job WHERE job_id = ?", key(job)).stream()
                .findFirst();
    }

    @Override
    public synchronized List<Entry> open() {
        return sql.query(SqliteJournal::entry, "SELECT * FROM job WHERE over = 0 ORDER BY serial");
    }

    @Override
    public synchronized List<Entry> newest(int limit) {
        return sql.query(SqliteJournal::entry, "SELECT * FROM job ORDER BY serial DESC LIMIT ?", limit);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(posted(row), StateColumns.read(row));
    }

    /** The columns that describe a job. */
    static PostedJob posted(ResultSet row) throws SQLException {
        return new PostedJob(
                new JobId(Hash32.of(row.getBytes("job_id"))),
                OrderJson.read(JsonMapper.shared().readTree(row.getString("job_order"))),
                JobSpec.decode(Bytes.wrap(row.getBytes("spec"))),
                row.getLong("block"),
                row.getBoolean("vetted"));
    }

    @Override
    public synchronized Map<String, Long> counts() {
        return sql.counts("SELECT state, count(*) FROM job GROUP BY state");
    }

    @Override
    public synchronized void spend(JobId job, Cost cost, long amount) {
        int changed = sql.update(
                "INSERT INTO cost SELECT job_id, ?, ? FROM (SELECT job_id FROM job UNION SELECT job_id FROM duty UNION SELECT job_id FROM challenge)"
                        + " WHERE job_id = ?"
                        + " ON CONFLICT (job_id, cost) DO UPDATE SET amount = min(9223372036854775807 - excluded.amount, amount) + excluded.amount",
                cost.name(),
                amount,
                key(job));
        if (changed == 0) throw Refused.unknown(job);
    }

    @Override
    public synchronized Map<Cost, Long> spent(JobId job) {
        Map<Cost, Long> spent = new EnumMap<>(Cost.class);
        sql.query(
                row -> spent.put(Cost.valueOf(row.getString(1)), row.getLong(2)),
                "SELECT cost, amount FROM cost WHERE job_id = ?",
                key(job));
        return Map.copyOf(spent);
    }

    @Override
    public synchronized Optional<Double> nanosPerUnit(ProgramHash program) {
        return sql.query(
                        row -> row.getDouble(2) == 0
                                ? Optional.<Double>empty()
                                : Optional.of(row.getDouble(1) / row.getDouble(2)),
                        "SELECT total(cost.amount), total(units) FROM job JOIN cost USING (job_id)"
                                + " WHERE cost = 'KERNEL_NANOS' AND program = ?",
                        program.value().toArray())
                .getFirst();
    }

    @Override
    public synchronized void quarantine(String device, String reason) {
        sql.update(
                "INSERT INTO quarantine VALUES (?, ?) ON CONFLICT (device) DO UPDATE SET reason = excluded.reason",
                device,
                reason);
    }

    @Override
    public synchronized Map<String, String> quarantined() {
        Map<String, String> devices = new LinkedHashMap<>();
        sql.query(row -> devices.put(row.getString(1), row.getString(2)), "SELECT device, reason FROM quarantine");
        return Map.copyOf(devices);
    }

    @Override
    public synchronized void release(String device) {
        sql.update("DELETE FROM quarantine WHERE device = ?", device);
    }

    private static byte[] key(JobId job) {
        return job.value().toArray();
    }

    @Override
    public synchronized void close() {
        sql.close();
    }
}
