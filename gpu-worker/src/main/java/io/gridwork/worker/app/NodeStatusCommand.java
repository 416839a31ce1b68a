package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.SqliteJournal;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.NodeAccount;
import java.io.IOException;
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
        NodeAccount account = reader.node(new NodeId(node));
        if (account.owner().equals(Address.ZERO)) {
            throw new IllegalArgumentException("there is no node " + node + " (--node)");
        }
        int decimals = reader.decimals(reader.stakeToken());
        String symbol = " " + reader.symbol(reader.stakeToken());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("node", node);
        facts.put("owner", account.owner().toString());
        facts.put("operator", account.operator().toString());
        facts.put("class", account.nodeClass());
        facts.put("slots", account.active() + " of " + account.slots() + " taken");
        facts.put("stake", Amounts.text(account.stake(), decimals) + symbol);
        facts.put("locked", Amounts.text(account.locked(), decimals) + symbol);
        facts.put("unbonding", Amounts.text(account.unbonding(), decimals) + symbol);
        facts.put("seatsPaid", account.paidSeats());
        facts.put("seatsSlashed", account.faults());
        facts.put("maintenance", maintenance(account, reader.head().time()));
        judged().forEach((state, count) -> facts.put("disputes " + state, count));
        for (String token : tokens) {
            Address which = chain.token(token);
            String earned = Amounts.text(reader.vaultBalance(which, account.owner()), reader.decimals(which));
            facts.put("vault " + reader.symbol(which), earned);
        }
        new Output(spec.commandLine().getOut(), json).table(facts);
        return 0;
    }
}
