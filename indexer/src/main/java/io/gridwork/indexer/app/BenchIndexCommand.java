package io.gridwork.indexer.app;

import io.gridwork.indexer.bench.Cost;
import io.gridwork.indexer.bench.Figures;
import io.gridwork.indexer.bench.InsertCeiling;
import io.gridwork.indexer.bench.NodeProcess;
import io.gridwork.indexer.bench.ResidentMemory;
import io.gridwork.indexer.bench.StageProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description =
                "Indexes a canned chain of ERC-20 transfers as 'gridwork index' does, again and again, and in turn with it"
                        + " writes the same rows by SQLite alone. Quotes medians.")
final class BenchIndexCommand implements Callable<Integer> {
    @Mixin
    BenchChain chain = new BenchChain(1_000_000);

    @Spec
    CommandSpec spec = CommandSpec.create();

    private record Round(
            double eventsPerSecond,
            double ceiling,
            double cpu,
            double nodeCpu,
            double bytesPerEvent,
            long peakMib,
            Map<String, Double> stages) {
        double ratio() {
            return eventsPerSecond / ceiling;
        }
    }

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        List<Round> measured = new ArrayList<>();
        try (BenchRun run = new BenchRun();
                NodeProcess node = chain.serve()) {
            for (int i = 0; i < chain.rounds; i++) {
                measured.add(measure(node, run));
                out.println(describe(measured.getLast()));
                out.flush();
            }
        }
        report(out, measured);
        return 0;
    }

    private Round measure(NodeProcess node, BenchRun run) throws IOException, SQLException {
        try (StageProfile profile = StageProfile.start()) {
            ResidentMemory.resetPeak();
            Duration nodeCpu = node.cpu();
            Cost cost = Cost.of(() -> run.index(node.url(), chain.head()));
            long peak = ResidentMemory.peakMib().orElse(0);
            Map<String, Double> stages = profile.shares();
            return new Round(
                    chain.events / cost.seconds(),
                    InsertCeiling.rowsPerSecond(run.database(), run.scratch()),
                    1e6 * cost.cpuSeconds() / chain.events,
                    node.cpu().minus(nodeCpu).toNanos() / 1e3 / chain.events,
                    (double) Files.size(run.database()) / chain.events,
                    peak,
                    stages);
        } finally {
            run.forget();
        }
    }

    private static String describe(Round round) {
        return String.format(
                Locale.ROOT,
                "indexed %,.0f events/s; SQLite alone %,.0f rows/s; ratio %.2f; CPU %.1f us per event, of the node %.1f; peak %d MiB",
                round.eventsPerSecond(),
                round.ceiling(),
                round.ratio(),
                round.cpu(),
                round.nodeCpu(),
                round.peakMib());
    }

    private void report(PrintWriter out, List<Round> measured) {
        Map<String, Double> stages = measured.getLast().stages();
        double speed =
                Figures.median(measured.stream().map(Round::eventsPerSecond).toList());
        double ceiling = Figures.median(measured.stream().map(Round::ceiling).toList());
        double ratio = Figures.median(measured.stream().map(Round::ratio).toList());
        long peak = measured.stream().mapToLong(Round::peakMib).max().orElse(0);
        double bytes = measured.getLast().bytesPerEvent();
        out.printf(
                Locale.ROOT,
                "%nmedian of %d rounds, %,d events in blocks of %d, %d CPUs%n",
                chain.rounds,
                chain.events,
                chain.perBlock,
                Runtime.getRuntime().availableProcessors());
        out.printf(
                Locale.ROOT,
                "  indexed        %,12.0f events/s (first, cold round: %,.0f)%n",
                speed,
                measured.getFirst().eventsPerSecond());
        out.printf(Locale.ROOT, "  SQLite alone   %,12.0f rows/s%n", ceiling);
        out.printf(Locale.ROOT, "  ratio          %12.2f%n", ratio);
        out.printf(Locale.ROOT, "  peak memory    %12s MiB%n", peak == 0 ? "unknown" : Long.toString(peak));
        out.printf(Locale.ROOT, "  file           %12.0f bytes per event%n", bytes);
        out.printf(
                Locale.ROOT, "  CPU by stage   %s%n", stages.isEmpty() ? "unknown (JFR without CPU samples)" : stages);
        if (chain.json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("events", chain.events);
            fields.put("perBlock", chain.perBlock);
            fields.put("rounds", chain.rounds);
            fields.put("eventsPerSecond", Math.round(speed));
            fields.put("coldEventsPerSecond", Math.round(measured.getFirst().eventsPerSecond()));
            fields.put("sqliteCeilingEventsPerSecond", Math.round(ceiling));
            fields.put("ratio", Math.round(1000 * ratio) / 1000.0);
            fields.put("peakRssMb", peak);
            fields.put("fileBytesPerEvent", Math.round(bytes));
            fields.put(
                    "cpuMicrosPerEvent",
                    Math.round(10
                                    * Figures.median(
                                            measured.stream().map(Round::cpu).toList()))
                            / 10.0);
            fields.put(
                    "nodeCpuMicrosPerEvent",
                    Math.round(10
                                    * Figures.median(measured.stream()
                                            .map(Round::nodeCpu)
                                            .toList()))
                            / 10.0);
            fields.put("cpuByStage", stages);
            out.println(JsonMapper.shared().writeValueAsString(fields));
        }
        out.flush();
    }
}
