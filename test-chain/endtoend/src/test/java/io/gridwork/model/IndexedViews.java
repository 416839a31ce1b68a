package io.gridwork.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.JavaProcess;
import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;

/** What an analyst reads of a chain's past, from its events alone, held against the model. */
final class IndexedViews {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** Of what SQLite computes of decimal text. */
    private static final Percentage PRECISELY = Percentage.withPercentage(1e-8);

    private final LiveNetwork live;
    private final Path database;
    private final long block;

    private IndexedViews(LiveNetwork live, Path database, long block) {
        this.live = live;
        this.database = database;
        this.block = block;
    }

    /** Indexes everything up to now, as a user would. */
    static IndexedViews of(LiveNetwork live, Path folder) throws InterruptedException {
        return of(live, folder, live.client().blockNumber());
    }

    /** As the world was at the end of a block. */
    static IndexedViews of(LiveNetwork live, Path folder, long block) throws InterruptedException {
        Path database = folder.resolve("index" + block + ".db");
        var arguments = List.of(
                "index",
                "--rpc=" + live.url(),
                "--preset=gridwork",
                "--deployment=" + live.record(),
                "--db=" + database,
                "--to-block=" + block);
        Path log = folder.resolve("index" + block + ".log");
        try (var indexer = JavaProcess.start("io.gridwork.indexer.app.Main", arguments, log)) {
            assertThat(indexer.awaitExit(LIMIT)).isTrue();
            assertThat(indexer.exitStatus()).as(indexer.logTail(20)).isZero();
        }
        return new IndexedViews(live, database, block);
    }

    /** Blocks in which a dispute was open: when tickets were listed, and when some had shown their roots and others not. */
    List<Long> amidDisputes() {
        List<Long> blocks = Stream.of("jury_enrolled", "jury_juror_revealed")
                .flatMap(event -> rows("SELECT max(block_number) FROM " + event + " AS event WHERE NOT EXISTS (SELECT 1"
                                + " FROM jury_resolved AS resolved WHERE resolved.job_id = event.job_id"
                                + " AND resolved.block_number <= event.block_number)")
                        .stream())
                .map(Long::valueOf)
                .toList();
        assertThat(blocks).hasSize(2);
        return blocks;
    }

    void equalTo(Twin twin, Collection<ModelJob> jobs) {
        jobs(jobs);
        nodes(twin);
        balances(twin);
        disputes(jobs);
        priceIndex(jobs);
        assertThat(rows("SELECT check_name, count(*) FROM accounting WHERE difference <> '0' GROUP BY 1"))
                .isEmpty();
    }

    private void jobs(Collection<ModelJob> jobs) {
        Map<String, String> expected = jobs.stream()
                .collect(Collectors.toMap(
                        job -> job.id.hex(),
                        job -> String.join(
                                ",",
                                stateName(job.state),
                                job.clearingBps == 0 ? "" : job.price().toString(),
                                Integer.toString(job.seats.size()),
                                Long.toString(job.deadline),
                                job.state == JobState.COMPLETED ? job.result.hex() : "")));
        assertThat(byKey("SELECT job_id, state, price, seated, finished_at,"
                        + " CASE state WHEN 'Completed' THEN root END FROM jobs"))
                .isEqualTo(expected);
    }

    /** As the Solidity enum has it. */
    private static String stateName(JobState state) {
        String name = state.name().toLowerCase(Locale.ROOT);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private void nodes(Twin twin) {
        Map<String, String> expected = twin.staking().all().stream()
                .collect(Collectors.toMap(
                        node -> Long.toString(node.id),
                        node -> String.join(
                                ",",
                                node.owner.hex(),
                                node.stake.toString(),
                                node.locked.toString(),
                                node.unbonding.toString(),
                                node.allowance.toString(),
                                Long.toString(node.tickets.count()),
                                Long.toString(node.lastSeen),
                                Long.toString(node.completed),
                                Long.toString(node.faults))));
        assertThat(byKey(
                        "SELECT node_id, owner, stake, locked, unbonding, allowance, tickets, last_seen, jobs_ok, jobs_bad"
                                + " FROM nodes"))
                .isEqualTo(expected);
    }

    private void balances(Twin twin) {
        Map<String, String> expected = new HashMap<>();
        for (Address token : List.of(twin.usdt(), twin.settings().stakeToken())) {
            for (Address account : twin.accounts()) {
                if (twin.vault().of(token, account).signum() != 0)
                    expected.put(
                            token.hex() + account.hex(),
                            twin.vault().of(token, account).toString());
            }
        }
        assertThat(byKey("SELECT token || account, balance FROM vault_balances WHERE balance <> '0'"))
                .isEqualTo(expected);
    }

    /** What the contracts answered of their disputes in that block, with what follows from the jurors' roots. */
    void disputes(Collection<ModelJob> jobs) {
        Map<String, String> disputes = new HashMap<>();
        Map<String, String> jurors = new HashMap<>();
        Map<String, String> challenges = new HashMap<>();
        for (ModelJob job : jobs) {
            AbiValue dispute = ask("Jury", "disputeOf", job.id);
            if (number(dispute, "openedAt") == 0) continue;
            disputes.put(job.id.hex(), dispute(job, dispute));
            jurors(job, dispute, jurors);
            for (int i = 0; i < number(dispute, "challengers"); i++)
                challenges.put(job.id.hex() + " " + i, challenge(job, i));
        }
        assertThat(disputes).isNotEmpty();
        assertThat(byKey(
                        "SELECT job_id, opened_at, proposed_root, challengers, bonds, seed_block, seed, tickets, enrol_by,"
                                + " listed, committed, revealed, votes, root, outcome, resolved_at FROM disputes"))
                .isEqualTo(disputes);
        assertThat(byKey("SELECT job_id || ' ' || node_id || ' ' || ticket, draw, coalesce(root, commitment),"
                        + " root IS NOT NULL FROM jurors WHERE outdrawn_at IS NULL"))
                .isEqualTo(jurors);
        assertThat(byKey("SELECT job_id || ' ' || challenger, account, coalesce(root, commitment), root IS NOT NULL"
                        + " FROM challenges"))
                .isEqualTo(challenges);
    }

    private String dispute(ModelJob job, AbiValue dispute) {
        long seedDelay = live.field("Jury", "windows", ask("Jury", "windows"), "seedDelay")
                .toLong();
        String proposed = nonZero(result(job, number(dispute, "seedBlock") - seedDelay));
        long challengers = number(dispute, "challengers");
        return String.join(
                ",",
                Long.toString(number(dispute, "openedAt")),
                proposed,
                Long.toString(challengers),
                job.order.bond().multiply(BigInteger.valueOf(challengers)).toString(),
                Long.toString(number(dispute, "seedBlock")),
                nonZero(live.field("Jury", "disputeOf", dispute, "seed")
                        .toHash()
                        .hex()),
                Long.toString(number(dispute, "tickets")),
                number(dispute, "enrolUntil") == 0 ? "" : Long.toString(number(dispute, "enrolUntil")),
                Long.toString(number(dispute, "listed")),
                Integer.toString(Long.bitCount(number(dispute, "committed"))),
                Integer.toString(Long.bitCount(number(dispute, "opened"))),
                verdict(job, dispute, proposed));
    }

    /** Votes, root, outcome and time; all empty until the dispute is over. */
    private String verdict(ModelJob job, AbiValue dispute, String proposed) {
        if (number(dispute, "phase") != DisputePhase.OVER.code()) return ",,,";
        Map<String, Long> roots = LongStream.range(0, number(dispute, "listed"))
                .filter(seat -> isOpen(dispute, seat))
                .mapToObj(seat -> juror(job, seat, "hash").toHash().hex())
                .collect(Collectors.groupingBy(root -> root, Collectors.counting()));
        long votes = roots.values().stream().mapToLong(Long::longValue).max().orElse(0);
        String root = "";
        if (2 * votes > ask("Jury", "size").toLong()) {
            root = result(job, block);
            assertThat(roots).containsEntry(root, votes);
        }
        String outcome = root.isEmpty() ? "NoMajority" : root.equals(proposed) ? "Upheld" : "Overturned";
        return votes + "," + root + "," + outcome + ","
                + job(job, block, "deadline").toLong();
    }

    private void jurors(ModelJob job, AbiValue dispute, Map<String, String> into) {
        for (long seat = 0; seat < number(dispute, "listed"); seat++) {
            String key = job.id.hex() + " " + juror(job, seat, "nodeId").toLong() + " "
                    + juror(job, seat, "ticket").toLong();
            String hash = nonZero(juror(job, seat, "hash").toHash().hex());
            String draw = juror(job, seat, "draw").toInteger().toString();
            into.put(key, draw + "," + hash + "," + (isOpen(dispute, seat) ? 1 : 0));
        }
    }

    private String challenge(ModelJob job, int number) {
        List<AbiValue> shown = ask("Jury", "challengerOf", job.id, number).toList();
        return shown.get(0).toAddress().hex() + "," + shown.get(2).toHash().hex() + ","
                + (shown.get(1).toBoolean() ? 1 : 0);
    }

    private AbiValue juror(ModelJob job, long seat, String name) {
        return live.field("Jury", "jurorOf", ask("Jury", "jurorOf", job.id, (int) seat), name);
    }

    private boolean isOpen(AbiValue dispute, long seat) {
        return (number(dispute, "opened") >> seat & 1) != 0;
    }

    private String result(ModelJob job, long number) {
        return job(job, number, "result").toHash().hex();
    }

    private AbiValue job(ModelJob job, long number, String field) {
        AbiValue shown = live.readAt(number, "JobEscrow", "jobOf", job.id).getFirst();
        return live.field("JobEscrow", "jobOf", shown, field);
    }

    private AbiValue ask(String contract, String function, Object... arguments) {
        return live.readAt(block, contract, function, arguments).getFirst();
    }

    private long number(AbiValue dispute, String name) {
        return live.field("Jury", "disputeOf", dispute, name).toLong();
    }

    /** As SQL's NULL is shown. */
    private static String nonZero(String hex) {
        return hex.matches("0x0+") ? "" : hex;
    }

    private record Step(
            Address token,
            int nodeClass,
            long movedAt,
            long block,
            BigInteger price,
            double real,
            String change,
            String jobId,
            String paid) {
        static Step of(String line) {
            String[] columns = line.split(",", -1);
            return new Step(
                    Address.parse(columns[0]),
                    Integer.parseInt(columns[1]),
                    Long.parseLong(columns[2]),
                    Long.parseLong(columns[3]),
                    new BigInteger(columns[4]),
                    Double.parseDouble(columns[5]),
                    columns[6],
                    columns[7],
                    columns[8]);
        }

        String market() {
            return token + " " + nodeClass;
        }
    }

    /**
     * Each step is what the market quoted after its block, there was no other step since the one before, nor in the hour before, and its job is
     * named.
     */
    private void priceIndex(Collection<ModelJob> jobs) {
        Map<String, ModelJob> completed = jobs.stream()
                .filter(job -> job.state == JobState.COMPLETED)
                .collect(Collectors.toMap(job -> job.id.hex(), job -> job));
        Map<String, Step> newest = new HashMap<>();
        for (String line : rows("SELECT token, node_class, moved_at, block_number, price_per_unit, price_per_unit_real,"
                + " change_percent, job_id, price FROM price_index ORDER BY block_number")) {
            Step step = Step.of(line);
            Step before = newest.put(step.market(), step);
            BigInteger old = before == null ? BigInteger.ZERO : before.price();
            assertThat(quote(step, step.block())).as(line).isEqualTo(step.price());
            assertThat(quote(step, step.block() - 1)).as(line).isEqualTo(old);
            if (before != null)
                assertThat(step.movedAt() - before.movedAt()).as(line).isGreaterThanOrEqualTo(3600);
            assertThat(step.real()).as(line).isCloseTo(step.price().doubleValue() / 1e18, PRECISELY);
            if (before == null) {
                assertThat(List.of(step.change(), step.jobId(), step.paid()))
                        .as("set: %s", line)
                        .containsOnly("");
                continue;
            }
            assertThat(old.doubleValue() * (1 + Double.parseDouble(step.change()) / 100))
                    .as(line)
                    .isCloseTo(step.price().doubleValue(), PRECISELY);
            ModelJob job = completed.remove(step.jobId());
            assertThat(job).as("completed, and moved the index once: %s", line).isNotNull();
            assertThat(step)
                    .as(line)
                    .returns(job.deadline, Step::movedAt)
                    .returns(job.order.token(), Step::token)
                    .returns(job.order.nodeClass(), Step::nodeClass)
                    .returns(job.price().toString(), Step::paid);
        }
        assertThat(newest).isNotEmpty();
        newest.values().forEach(last -> assertThat(quote(last, block)).isEqualTo(last.price()));
    }

    private BigInteger quote(Step step, long number) {
        return live.readAt(number, "JobEscrow", "quote", step.token(), step.nodeClass())
                .getFirst()
                .toInteger();
    }

    /** Lines of a query, by their first column. */
    private Map<String, String> byKey(String sql) {
        return rows(sql).stream()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(',')), line -> line.substring(line.indexOf(',') + 1)));
    }

    private List<String> rows(String sql) {
        var out = new StringWriter();
        new Query(sql, LIMIT, 100_000).run(database, ResultFormat.csv, out);
        return out.toString().lines().skip(1).toList();
    }
}
