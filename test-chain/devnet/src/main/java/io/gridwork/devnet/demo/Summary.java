package io.gridwork.devnet.demo;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobId;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.Pause;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the index says at the end, by SQL alone. */
public final class Summary {

    private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long MAX_ROWS = 10_000;

    private final Path database;
    private final SequencedMap<String, String> queries = new LinkedHashMap<>();

    /**
     * The summary of a database.
     *
     * @param names of the jobs, by id
     * @param token the payment token, of six decimals
     */
    public Summary(Path database, Map<JobId, String> names, Address token) {
        this.database = database;
        queries.put("jobs", jobs(names));
        queries.put("nodes", nodes(token));
        queries.put("accounting", ACCOUNTING);
    }

    private static String jobs(Map<JobId, String> names) {
        String labels = names.entrySet().stream()
                .map(e -> "('" + e.getKey() + "', '" + e.getValue() + "')")
                .collect(Collectors.joining(", "));
        return """
                WITH label(job_id, name) AS (VALUES %s)
                SELECT name AS job, state, winners AS paid_nodes, k || ' of ' || n AS quorum,
                  units(price, 6) AS price_usdt, units(paid, 6) AS paid_usdt, units(fee, 6) AS fee_usdt,
                  units(refunded, 6) AS refunded_usdt, time(posted_at, 'unixepoch') AS posted_utc,
                  started_at - posted_at AS claimed_after_s, finished_at - posted_at AS done_after_s
                FROM jobs JOIN label USING (job_id)
                ORDER BY posted_at, name""".formatted(labels);
    }

    private static String nodes(Address token) {
        return """
                SELECT node_id AS node, substr(owner, 1, 10) || '…' AS owner, substr(operator, 1, 10) || '…' AS operator,
                  units(stake, 18) AS stake_gws, units(locked, 18) AS locked_gws, jobs_ok AS jobs_paid,
                  coalesce(units(json_extract(earnings, '$."%1$s"'), 6), '0') AS earned_usdt,
                  (SELECT units(balance, 6) FROM vault_balances WHERE token = '%1$s' AND account = owner) AS vault_usdt
                FROM nodes
                ORDER BY node_id""".formatted(token.hex());
    }

    /** Every row compares two ways to the same sum; see {@code gridwork schema}. */
    private static final String ACCOUNTING = """
            SELECT check_name AS sums, count(*) AS compared, sum(difference <> '0') AS wrong,
              CASE check_name
                WHEN 'vault' THEN 'deposits - withdrawals = all balances, for each token'
                WHEN 'escrow' THEN 'what the market holds = what open jobs hold'
                WHEN 'stake' THEN 'what staking holds = stakes + unbonding'
                WHEN 'job' THEN 'escrow = paid + fee + refunded, for each job'
                WHEN 'jury' THEN 'what the jury holds = bonds of open challenges'
                WHEN 'price' THEN 'paid = clearing price x paid seats, for each job'
              END AS meaning
            FROM accounting
            GROUP BY check_name
            ORDER BY check_name""";

    /** Waits until the indexer has seen {@code jobs} jobs end. */
    public void awaitIndexed(int jobs, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!indexed(jobs)) {
            if (System.nanoTime() > deadline)
                throw new DevnetException("the indexer has not seen all " + jobs + " jobs end within "
                        + limit.toSeconds() + " s; see its log");
            Pause.of(POLL);
        }
    }

    private boolean indexed(int jobs) {
        if (!Files.exists(database)) return false;
        try {
            String ended = csv("SELECT count(*) AS ended FROM jobs WHERE finished_at IS NOT NULL");
            return ended.lines().skip(1).findFirst().orElse("").equals(Integer.toString(jobs));
        } catch (Refusal e) {
            // The indexer makes its tables when it starts.
            return false;
        }
    }

    /** Every part by name, as text for people. */
    public SequencedMap<String, String> tables() {
        return render(ResultFormat.table);
    }

    /** Every part by name, as JSON arrays. */
    public SequencedMap<String, String> json() {
        return render(ResultFormat.json);
    }

    private SequencedMap<String, String> render(ResultFormat format) {
        var parts = new LinkedHashMap<String, String>();
        queries.forEach((name, sql) -> parts.put(name, run(sql, format)));
        return parts;
    }

    /** @throws DevnetException naming the sums that do not add up */
    @SuppressWarnings("MissingSummary")
    public void requireSound() {
        String wrong = csv("SELECT * FROM accounting WHERE difference <> '0'");
        if (wrong.lines().count() > 1) throw new DevnetException("the books do not add up:\n" + wrong);
        String checked = csv("SELECT DISTINCT check_name FROM accounting");
        if (checked.lines().count() < 2) throw new DevnetException("the index holds no sums to check");
    }

    /** What the events say that an account has in the vault, in the token's smallest unit. */
    public String vaultBalance(Address token, Address account) {
        return csv("SELECT balance FROM vault_balances WHERE token = '" + token.hex() + "' AND account = '"
                        + account.hex() + "'")
                .lines()
                .skip(1)
                .findFirst()
                .orElse("0");
    }

    /** The rows of a query, as JSON objects. */
    JsonNode rows(String sql) {
        return JsonMapper.shared().readTree(run(sql, ResultFormat.json));
    }

    private String csv(String sql) {
        return run(sql, ResultFormat.csv);
    }

    private String run(String sql, ResultFormat format) {
        var out = new StringWriter();
        new Query(sql, QUERY_LIMIT, MAX_ROWS).run(database, format, out);
        return out.toString();
    }
}
