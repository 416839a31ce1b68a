package io.gridwork.indexer.app;

import io.gridwork.indexer.bench.Cost;
import io.gridwork.indexer.bench.Figures;
import io.gridwork.indexer.bench.NodeProcess;
import io.gridwork.indexer.event.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "What proving takes: indexes a canned chain of ERC-20 transfers with each level of --verify, and then audits the"
                        + " file as 'gridwork verify --rpc' does, one beside the other. Quotes medians.")
final class BenchVerifyCommand implements Callable<Integer> {
    @Mixin
    BenchChain chain = new BenchChain(200_000);

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** What is measured: a command at a level. */
    private record Work(String command, Verification level) {
        /** As it is typed. */
        @Override
        public String toString() {
            return command + " --verify " + level.name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Work, List<Cost>> measured = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (BenchRun run = new BenchRun();
                NodeProcess node = chain.serve()) {
            for (int i = 0; i < chain.rounds; i++) {
                for (Verification level : Verification.values()) {
                    run.forget();
                    measure(new Work("index", level), () -> run.index(node.url(), chain.head(), flag(level)));
                }
                for (Verification level : List.of(Verification.BLOOM, Verification.RECEIPTS)) {
                    measure(new Work("verify", level), () -> run.verify(node.url(), flag(level)));
                }
            }
        }
        report(out);
        return 0;
    }

    private static String flag(Verification level) {
        return "--verify=" + level;
    }

    private void measure(Work work, Runnable command) {
        measured.computeIfAbsent(work, _ -> new ArrayList<>()).add(Cost.of(command));
    }

    private void report(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "median of %d rounds, %,d events in %,d blocks, %d CPUs%n",
                chain.rounds,
                chain.events,
                chain.head(),
                Runtime.getRuntime().availableProcessors());
        out.printf(Locale.ROOT, "  %-26s %12s %12s %18s%n", "", "events/s", "blocks/s", "CPU us per event");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("events", chain.events);
        fields.put("perBlock", chain.perBlock);
        fields.put("rounds", chain.rounds);
        measured.forEach((work, costs) -> fields.put(work.toString(), figures(work, costs, out)));
        if (chain.json) out.println(JsonMapper.shared().writeValueAsString(fields));
        out.flush();
    }

    /** Prints them, and gives them under their names. */
    private Map<String, Object> figures(Work work, List<Cost> costs, PrintWriter out) {
        double eventsPerSecond = median(costs, cost -> chain.events / cost.seconds());
        double blocksPerSecond = median(costs, cost -> chain.head() / cost.seconds());
        double cpu = median(costs, cost -> 1e6 * cost.cpuSeconds() / chain.events);
        out.printf(Locale.ROOT, "  %-26s %,12.0f %,12.0f %18.1f%n", work, eventsPerSecond, blocksPerSecond, cpu);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("eventsPerSecond", Math.round(eventsPerSecond));
        figures.put("blocksPerSecond", Math.round(blocksPerSecond));
        figures.put("cpuMicrosPerEvent", Math.round(10 * cpu) / 10.0);
        return figures;
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return Figures.median(costs.stream().map(figure::applyAsDouble).toList());
    }
}
