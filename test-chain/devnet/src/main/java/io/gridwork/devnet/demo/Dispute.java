package io.gridwork.devnet.demo;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.JavaProcess;
import io.gridwork.devnet.network.NetworkDeployment;
import io.gridwork.devnet.network.Node;
import io.gridwork.worker.market.Amounts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A wrong result, challenged by the requester's command and judged by the workers. */
final class Dispute {

    private static final int STAKE_DECIMALS = 18;
    private static final int MONEY_DECIMALS = 6;

    private final Devnet devnet;
    private final DemoJob job;
    private final JobId id;
    private final List<Node> nodes;

    private Dispute(Devnet devnet, DemoJob job, JobId id, List<Node> nodes) {
        this.devnet = devnet;
        this.job = job;
        this.id = id;
        this.nodes = nodes;
    }

    /**
     * Starts {@code gridwork job challenge}, which computes the job and follows the dispute to its end.
     *
     * @param nodes of the network, by number from 1
     */
    static Dispute open(Devnet devnet, ComputeDevice device, DemoJob job, JobId id, List<Node> nodes) {
        var key = devnet.folder().keys().resolve(Devnet.REQUESTER + ".key");
        List<String> command = List.of(
                "job",
                "challenge",
                "--rpc=" + devnet.chain().rpcUrl(),
                "--deployment=" + devnet.record(),
                "--dir=" + devnet.folder().state("client"),
                "--key=" + key,
                "--device=" + device.choice(),
                id.toString());
        var log = devnet.folder().log("challenge");
        devnet.processes().watchCommand("challenge", JavaProcess.start("io.gridwork.worker.app.Main", command, log));
        return new Dispute(devnet, job, id, nodes);
    }

    /**
     * What came of it, in words, by what it is about.
     *
     * @throws DevnetException if the lie was not overturned, or a bond did not go where it should
     */
    SequencedMap<String, String> verdict(Summary index) {
        Hash32 truth = job.rootOf(job.reference());
        JsonNode end = index.rows("SELECT * FROM disputes JOIN jobs USING (job_id) WHERE job_id = '" + id + "'")
                .path(0);
        require("outcome", "Overturned", text(end, "outcome"));
        require("root of the verdict", truth.hex(), text(end, "root"));
        require("state of the job", "Refunded", text(end, "state"));
        require("money that came back", text(end, "escrow"), text(end, "refunded"));
        JsonNode seats = index.rows("SELECT node_id, count(*) AS seats FROM jurors WHERE root = '" + truth
                + "' AND outdrawn_at IS NULL GROUP BY node_id ORDER BY node_id");
        BigInteger bond = DemoJob.BOND;
        requireOneSlash(index, bond);
        Shares shares = shares(index, seats);
        require(
                "share of the challenger, with its bond",
                bond.add(bond.divide(BigInteger.valueOf(4))),
                shares.challenger);
        require("what all get", bond.multiply(BigInteger.TWO), shares.sum());
        // What cannot be divided among the seats goes to the treasury.
        BigInteger dust = bond.divide(BigInteger.TWO).subtract(shares.jurors);
        if (dust.signum() < 0 || dust.compareTo(BigInteger.TEN) > 0)
            throw new DevnetException("the jurors got " + shares.jurors + " of a bond of " + bond + ", not half of it");
        return told(end, seats, bond, shares);
    }

    private void requireOneSlash(Summary index, BigInteger bond) {
        String slashes = listed(
                index.rows("SELECT node_id, amount, reason FROM slashes"),
                row -> "node " + text(row, "node_id") + ": " + text(row, "amount") + ", " + text(row, "reason"));
        require("slashes", "node " + liar().id() + ": " + bond + ", WrongResult", slashes);
    }

    /** Who got what from the jury, in the smallest unit of the stake token. */
    private record Shares(BigInteger jurors, BigInteger challenger, BigInteger treasury, BigInteger others) {
        BigInteger sum() {
            return jurors.add(challenger).add(treasury).add(others);
        }
    }

    private Shares shares(Summary index, JsonNode seats) {
        Map<String, BigInteger> paid = new LinkedHashMap<>();
        index.rows("SELECT to_, decimal_sum(amount) AS amount FROM vault_moved WHERE job_id = '" + id
                        + "' AND from_ = '" + devnet.contracts().address("Jury").hex() + "' GROUP BY to_")
                .forEach(row -> paid.put(text(row, "to_"), new BigInteger(text(row, "amount"))));
        BigInteger jurors = BigInteger.ZERO;
        for (JsonNode seat : seats)
            jurors = jurors.add(taken(paid, node(seat).owner().address().hex()));
        BigInteger challenger =
                taken(paid, text(index.rows("SELECT account FROM challenges").path(0), "account"));
        BigInteger treasury = taken(paid, NetworkDeployment.TREASURY.hex());
        return new Shares(
                jurors, challenger, treasury, paid.values().stream().reduce(BigInteger.ZERO, BigInteger::add));
    }

    private static BigInteger taken(Map<String, BigInteger> paid, String account) {
        BigInteger amount = paid.remove(account);
        return amount == null ? BigInteger.ZERO : amount;
    }

    private SequencedMap<String, String> told(JsonNode end, JsonNode seats, BigInteger bond, Shares shares) {
        var lines = new LinkedHashMap<String, String>();
        lines.put(
                "lie",
                "node " + liar().id() + " was hired for " + job.name() + ", computed nothing and delivered zeros: root "
                        + shortened(text(end, "proposed_root")));
        lines.put(
                "truth",
                "plain Java computes " + job.describe(job.reference()) + ": root " + shortened(text(end, "root")));
        lines.put("challenge", "the requester computed the job, and disputed the result with a bond of " + stake(bond));
        lines.put(
                "jury",
                "drawn from " + text(end, "tickets") + " tickets, each computed the job: "
                        + listed(
                                seats,
                                seat -> "node " + text(seat, "node_id") + " for " + text(seat, "seats") + " of "
                                        + text(end, "listed") + " seats"));
        lines.put(
                "verdict",
                text(end, "votes") + " of " + text(end, "listed") + " votes for " + shortened(text(end, "root"))
                        + ": the lie is overturned");
        lines.put("taken", stake(bond) + " from node " + liar().id() + ", its bond");
        BigInteger bounty = shares.challenger.subtract(bond);
        lines.put(
                "given",
                stake(shares.jurors) + " to the jurors' owners, " + stake(bounty)
                        + " to the requester for its challenge, " + stake(shares.treasury) + " to the treasury");
        lines.put(
                "price",
                Amounts.text(new BigInteger(text(end, "refunded")), MONEY_DECIMALS)
                        + " USDT, all that the requester had put in escrow, came back");
        return lines;
    }

    private Node liar() {
        return nodes.stream()
                .filter(node -> node.id().equals(job.hired()))
                .findFirst()
                .orElseThrow();
    }

    private Node node(JsonNode row) {
        return nodes.stream()
                .filter(node -> node.id().toString().equals(text(row, "node_id")))
                .findFirst()
                .orElseThrow();
    }

    private static void require(String what, Object expected, Object found) {
        if (!expected.equals(found))
            throw new DevnetException(
                    "the dispute did not end as it should: " + what + " is " + found + ", not " + expected);
    }

    private static String listed(JsonNode rows, Function<JsonNode, String> words) {
        var all = new ArrayList<String>();
        rows.forEach(row -> all.add(words.apply(row)));
        return all.stream().collect(Collectors.joining(", "));
    }

    private static String stake(BigInteger amount) {
        return Amounts.text(amount, STAKE_DECIMALS) + " GWS";
    }

    private static String shortened(String root) {
        return root.length() > 10 ? root.substring(0, 10) + "…" : root;
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asString("");
    }
}
