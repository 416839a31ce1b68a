package io.gridwork.devnet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
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

    /** Blocks in which a dispute was open: when jurors were still to come, and when some had shown their roots and others not. */
    List<Long> amidDisputes() {
        List<Long> blocks = Stream.of("jury_challenged", "jury_juror_revealed")
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
                                Long.toString(node.completed),
                                Long.toString(node.faults))));
        assertThat(byKey("SELECT node_id, owner, stake, locked, unbonding, jobs_ok, jobs_bad FROM nodes"))
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
        Map<String, String> expected = new HashMap<>();
        for (ModelJob job : jobs) {
            AbiValue dispute = ask("Jury", "disputeOf", job.id);
            if (disputed(dispute, "openedAt").toLong() != 0) expected.put(job.id.hex(), dispute(job, dispute));
        }
        assertThat(expected).isNotEmpty();
        assertThat(byKey("SELECT job_id, challenger, counter_root, proposed_root, bond, opened_at, jurors, revealed,"
                        + " votes, root, outcome, resolved_at FROM disputes"))
                .isEqualTo(expected);
    }

    private String dispute(ModelJob job, AbiValue dispute) {
        String proposed = nonZero(result(job, disputed(dispute, "openBlock").toLong()));
        return String.join(
                ",",
                nonZero(disputed(dispute, "challenger").toAddress().hex()),
                nonZero(disputed(dispute, "counterRoot").toHash().hex()),
                proposed,
                disputed(dispute, "bond").toInteger().toString(),
                Long.toString(disputed(dispute, "openedAt").toLong()),
                Long.toString(disputed(dispute, "committed").toLong()),
                Long.toString(disputed(dispute, "revealed").toLong()),
                verdict(job, disputed(dispute, "committed").toLong(), proposed));
    }

    /** Votes, root, outcome and time; all empty while the jury sits. */
    private String verdict(ModelJob job, long jurors, String proposed) {
        if (!JobState.of(job(job, block, "state").toInteger()).isTerminal()) return ",,,";
        Map<String, Long> roots = jurorRoots(job, jurors);
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

    private AbiValue disputed(AbiValue dispute, String name) {
        return live.field("Jury", "disputeOf", dispute, name);
    }

    private Map<String, Long> jurorRoots(ModelJob job, long jurors) {
        return LongStream.range(0, jurors)
                .mapToObj(juror -> ask("Jury", "jurorOf", job.id, (int) juror))
                .filter(juror ->
                        live.field("Jury", "jurorOf", juror, "revealed").toBoolean())
                .collect(Collectors.groupingBy(
                        juror -> live.field("Jury", "jurorOf", juror, "hash")
                                .toHash()
                                .hex(),
                        Collectors.counting()));
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

    /** Each step is what the market quoted after its block, there was no other step since the one before, and its job is named. */
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
            assertThat(step.real()).as(line).isCloseTo(step.price().doubleValue() / 1e18, PRECISELY);
            if (before == null) assertThat(step.change()).as(line).isEmpty();
            else
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
