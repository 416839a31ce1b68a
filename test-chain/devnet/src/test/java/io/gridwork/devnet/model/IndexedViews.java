package io.gridwork.devnet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.JavaProcess;
import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What an analyst reads of a chain's past, from its events alone, held against the model. */
final class IndexedViews {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path database;

    private IndexedViews(Path database) {
        this.database = database;
    }

    /** Indexes everything up to now, as a user would. */
    static IndexedViews of(LiveNetwork live, Path folder) throws InterruptedException {
        Path database = folder.resolve("index.db");
        var arguments = List.of(
                "index",
                "--rpc=" + live.url(),
                "--preset=gridwork",
                "--deployment=" + live.record(),
                "--db=" + database,
                "--to-block=" + live.client().blockNumber());
        try (var indexer = JavaProcess.start("io.gridwork.indexer.app.Main", arguments, folder.resolve("index.log"))) {
            assertThat(indexer.awaitExit(LIMIT)).isTrue();
            assertThat(indexer.exitStatus()).as(indexer.logTail(20)).isZero();
        }
        return new IndexedViews(database);
    }

    void equalTo(Twin twin, Collection<ModelJob> jobs) {
        jobs(jobs);
        nodes(twin);
        balances(twin);
        disputes(twin.live(), jobs);
        priceIndex(twin.live());
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

    /** What the contracts answer of their disputes, with what follows from the jurors' roots. */
    private void disputes(LiveNetwork live, Collection<ModelJob> jobs) {
        Map<String, String> expected = new HashMap<>();
        for (ModelJob job : jobs) {
            AbiValue shown = live.read("Jury", "disputeOf", job.id).getFirst();
            if (disputed(live, shown, "openedAt").toLong() == 0) continue;
            Map<String, Long> roots =
                    jurorRoots(live, job, disputed(live, shown, "committed").toLong());
            long votes =
                    roots.values().stream().mapToLong(Long::longValue).max().orElse(0);
            AbiValue result = live.field(
                    "JobEscrow",
                    "jobOf",
                    live.read("JobEscrow", "jobOf", job.id).getFirst(),
                    "result");
            boolean majority = 2 * votes > live.read("Jury", "size").getFirst().toLong();
            expected.put(
                    job.id.hex(),
                    String.join(
                            ",",
                            nonZero(disputed(live, shown, "challenger")
                                    .toAddress()
                                    .hex()),
                            nonZero(disputed(live, shown, "counterRoot")
                                    .toHash()
                                    .hex()),
                            disputed(live, shown, "bond").toInteger().toString(),
                            Long.toString(disputed(live, shown, "openedAt").toLong()),
                            Long.toString(disputed(live, shown, "committed").toLong()),
                            Long.toString(disputed(live, shown, "revealed").toLong()),
                            Long.toString(votes),
                            majority ? result.toHash().hex() : ""));
            if (majority) assertThat(roots).containsEntry(result.toHash().hex(), votes);
        }
        assertThat(expected).isNotEmpty();
        assertThat(
                        byKey(
                                "SELECT job_id, challenger, counter_root, bond, opened_at, jurors, revealed, votes, root FROM disputes"))
                .isEqualTo(expected);
        assertThat(rows("SELECT job_id FROM disputes WHERE outcome IS NOT CASE WHEN root IS NULL THEN 'NoMajority'"
                        + " WHEN root = proposed_root THEN 'Upheld' ELSE 'Overturned' END"))
                .isEmpty();
    }

    private static AbiValue disputed(LiveNetwork live, AbiValue shown, String name) {
        return live.field("Jury", "disputeOf", shown, name);
    }

    private static Map<String, Long> jurorRoots(LiveNetwork live, ModelJob job, long jurors) {
        return LongStream.range(0, jurors)
                .mapToObj(juror ->
                        live.read("Jury", "jurorOf", job.id, (int) juror).getFirst())
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

    /** Each step is what the market quoted after its block, and there was no other step since the one before. */
    private void priceIndex(LiveNetwork live) {
        List<String> steps = rows(
                "SELECT token, node_class, block_number, price_per_unit,"
                        + " coalesce(lag(price_per_unit) OVER (PARTITION BY token, node_class ORDER BY block_number), '0') FROM price_index");
        assertThat(steps).isNotEmpty();
        Map<String, String> newest = new HashMap<>();
        for (String step : steps) {
            String[] columns = step.split(",");
            long block = Long.parseLong(columns[2]);
            assertThat(quote(live, block, columns)).as(step).isEqualTo(columns[3]);
            assertThat(quote(live, block - 1, columns)).as(step).isEqualTo(columns[4]);
            newest.put(columns[0] + "," + columns[1], columns[3]);
        }
        newest.forEach((market, price) -> assertThat(quote(live, live.client().blockNumber(), market.split(",")))
                .isEqualTo(price));
    }

    private static String quote(LiveNetwork live, long block, String... market) {
        return live.readAt(block, "JobEscrow", "quote", Address.parse(market[0]), Integer.parseInt(market[1]))
                .getFirst()
                .toInteger()
                .toString();
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
