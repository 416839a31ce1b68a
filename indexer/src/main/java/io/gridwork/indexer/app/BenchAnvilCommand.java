package io.gridwork.indexer.app;

import io.gridwork.chain.ChainClient;
import io.gridwork.indexer.bench.AnvilTransfers;
import io.gridwork.indexer.bench.Figures;
import io.gridwork.indexer.bench.NodeCeiling;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "anvil",
        mixinStandardHelpOptions = true,
        description =
                "Fills an anvil with ERC-20 transfers and indexes them, in turn with reading the same answers from it and"
                        + " throwing them away. Start it for this: anvil --port 8545 --silent.")
final class BenchAnvilCommand implements Callable<Integer> {
    @Option(names = "--rpc", paramLabel = "URL", required = true, description = "A fresh anvil.")
    URI rpc = URI.create("");

    @Option(names = "--events", paramLabel = "N", description = "Transfers to make. Default: ${DEFAULT-VALUE}.")
    long events = 200_000;

    @Option(names = "--per-block", paramLabel = "N", description = "Transfers in a block. Default: ${DEFAULT-VALUE}.")
    int perBlock = 100;

    @Option(
            names = "--per-transaction",
            paramLabel = "N",
            description = "Transfers in a transaction. Default: ${DEFAULT-VALUE}, as on a chain that people use.")
    int perTransaction = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "Times each is measured. Default: ${DEFAULT-VALUE}.")
    int rounds = 3;

    @Option(names = "--json", description = "End with one line of JSON.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Double> indexed = new ArrayList<>();
        List<Double> ceiling = new ArrayList<>();
        List<Double> ratio = new ArrayList<>();
        try (ChainClient anvil = new ChainClient(rpc);
                BenchRun run = new BenchRun()) {
            long last = AnvilTransfers.fill(anvil, events, perBlock, perTransaction);
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                run.index(rpc, last);
                indexed.add(events * 1e9 / (System.nanoTime() - start));
                run.forget();
                ceiling.add(events / NodeCeiling.seconds(rpc, last));
                ratio.add(indexed.getLast() / ceiling.getLast());
                out.printf(
                        Locale.ROOT,
                        "indexed %,.0f events/s; the node alone %,.0f; ratio %.2f%n",
                        indexed.getLast(),
                        ceiling.getLast(),
                        ratio.getLast());
                out.flush();
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("events", events);
        fields.put("eventsPerSecond", Math.round(Figures.median(indexed)));
        fields.put("nodeCeilingEventsPerSecond", Math.round(Figures.median(ceiling)));
        fields.put("ratio", Math.round(1000 * Figures.median(ratio)) / 1000.0);
        fields.forEach((name, value) -> out.printf(Locale.ROOT, "  %-28s %s%n", name, value));
        if (json) out.println(JsonMapper.shared().writeValueAsString(fields));
        out.flush();
        return 0;
    }
}
