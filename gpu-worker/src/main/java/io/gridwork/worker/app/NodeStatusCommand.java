package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.SqliteJournal;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.NodeAccount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code worker status}: a node as the chain knows it. */
@Command(
        name = "status",
        description =
                "A node as the chain knows it: stake, work, money; and, from the journal in --dir, the disputes it sat in.",
        mixinStandardHelpOptions = true)
final class NodeStatusCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    ChainFlags chain = new ChainFlags();

    @Option(names = "--node", required = true, paramLabel = "ID", description = "The node.")
    long node;

    @Option(
            names = "--token",
            split = ",",
            description =
                    "Payment tokens whose vault balance is shown: symbols of the network, addresses, or \"native\".")
    List<String> tokens = List.of();

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    private static String maintenance(NodeAccount account, Instant now) {
        if (account.isDrained()) return "drained since " + account.maintenanceFrom();
        if (!now.isBefore(account.maintenanceUntil())) return "no";
        return "from " + account.maintenanceFrom() + " until " + account.maintenanceUntil();
    }

    /** What the journal in --dir says of disputes; the chain keeps no list of a juror's cases. */
    private Map<String, Long> judged() {
        Path file = chain.dir.resolve("journal.db");
        if (!Files.exists(file)) return Map.of();
        try (Journal journal = SqliteJournal.open(file)) {
            return journal.dutyCounts();
        }
    }

    @Override
    public Integer call() throws IOException {
        ChainReader reader = new ChainReader(chain.contracts());
        NodeAccount account = reader.node(new NodeId(node)).existing("--node");
        String maintenance = maintenance(account, reader.head().time());
        Map<String, String> vault = new LinkedHashMap<>();
        for (String token : tokens) {
            Address which = chain.token("--token", token);
            vault.put(
                    reader.symbol(which),
                    Amounts.text(reader.vaultBalance(which, account.owner()), reader.decimals(which)));
        }
        Stake stake = new Stake(reader.symbol(reader.stakeToken()), reader.decimals(reader.stakeToken()));
        Map<String, Long> judged = judged();
        new Output(spec.commandLine().getOut(), json)
                .say(
                        facts(account, stake, maintenance, judged, vault),
                        Output.aligned(lines(account, stake, maintenance, judged, vault)));
        return 0;
    }

    /** How amounts of the stake token are shown. */
    private record Stake(String symbol, int decimals) {
        String text(BigInteger units) {
            return Amounts.text(units, decimals) + " " + symbol;
        }
    }

    /** What programs read: the names and the form of the values stay as they are. */
    private static Map<String, Object> facts(
            NodeAccount account, Stake stake, String maintenance, Map<String, Long> judged, Map<String, String> vault) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("node", account.id().value());
        facts.put("owner", account.owner().toString());
        facts.put("operator", account.operator().toString());
        facts.put("class", account.nodeClass());
        facts.put("slots", account.slots());
        facts.put("stake", stake.text(account.stake()));
        facts.put("locked", stake.text(account.locked()));
        facts.put("allowance", stake.text(account.allowance()));
        facts.put("tickets", account.tickets());
        facts.put("unbonding", stake.text(account.unbonding()));
        facts.put("seatsPaid", account.paidSeats());
        facts.put("seatsSlashed", account.faults());
        facts.put("maintenance", maintenance);
        judged.forEach((state, count) -> facts.put("disputes " + state, count));
        vault.forEach((symbol, balance) -> facts.put("vault " + symbol, balance));
        return facts;
    }

    private static Map<String, Object> lines(
            NodeAccount account, Stake stake, String maintenance, Map<String, Long> judged, Map<String, String> vault) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("node", account.id());
        lines.put("owner (cold key)", account.owner());
        lines.put("operator (hot key)", account.operator());
        lines.put("hardware class", account.nodeClass());
        lines.put("jobs at a time", account.slots());
        lines.put(
                "stake",
                stake.text(account.stake()) + ", " + stake.text(account.locked()) + " of it locked by jobs and juries");
        lines.put(
                "allowance",
                stake.text(account.allowance()) + ", " + stake.text(account.seatRoom())
                        + " free for bonds of new seats");
        lines.put("jury tickets", account.tickets() + " ripe");
        lines.put("leaving", leaving(account, stake));
        lines.put("seats paid", account.paidSeats());
        lines.put("seats slashed", account.faults());
        lines.put("maintenance", maintenance);
        judged.forEach((state, count) -> lines.put(disputes(state), count));
        vault.forEach((symbol, balance) -> lines.put(symbol + " in the vault", earned(balance)));
        return lines;
    }

    /** @param label of a {@link io.gridwork.worker.job.Duty} */
    private static String disputes(String label) {
        return switch (label) {
            case "Summoned" -> "disputes to judge";
            case "Ready" -> "disputes with the input here";
            case "Judged" -> "disputes computed";
            case "Pledged" -> "disputes committed to";
            case "Voted" -> "disputes voted in";
            default -> "disputes ended";
        };
    }

    private static String earned(String balance) {
        return balance.equals("0") ? "0" : balance + " of the owner, to be paid out with: gridwork worker withdraw";
    }

    private static String leaving(NodeAccount account, Stake stake) {
        if (account.unbonding().signum() == 0) return "no stake";
        return stake.text(account.unbonding()) + ", to be collected from " + account.unlockAt()
                + " on with: gridwork worker unbond --node " + account.id();
    }
}
