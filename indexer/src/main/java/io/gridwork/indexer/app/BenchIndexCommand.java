package io.gridwork.indexer.app;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.InsertCeiling;
import io.gridwork.indexer.bench.NodeProcess;
import io.gridwork.indexer.bench.ResidentMemory;
import io.gridwork.indexer.bench.StageProfile;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description =
                "Indexes a canned chain of ERC-20 transfers as 'gridwork index' does, again and again, and in turn with it"
                        + " writes the same rows by SQLite alone. Quotes medians.")
final class BenchIndexCommand implements Callable<Integer> {
    @Option(names = "--events", paramLabel = "N", description = "Transfers to index. Default: ${DEFAULT-VALUE}.")
    long events = 1_000_000;

    @Option(names = "--per-block", paramLabel = "N", description = "Transfers in a block. Default: ${DEFAULT-VALUE}.")
    int perBlock = 100;

    @Option(names = "--rounds", paramLabel = "N", description = "Times each is measured. Default: ${DEFAULT-VALUE}.")
    int rounds = 3;

    @Option(names = "--json", description = "End with one line of JSON.")
    boolean json;

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
        if (events < 1 || perBlock < 1 || rounds < 1)
            throw new Refusal("--events, --per-block and --rounds are 1 or more");
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("gridwork-bench");
        List<Round> measured = new ArrayList<>();
        try (NodeProcess node = NodeProcess.start(
                Main.class.getName(),
                List.of("bench", "node", "--events", "" + events, "--per-block", "" + perBlock))) {
            for (int i = 0; i < rounds; i++) {
                measured.add(measure(node, folder));
                out.println(describe(measured.getLast()));
                out.flush();
            }
        } finally {
            Files.deleteIfExists(folder.resolve("Token.json"));
            Files.delete(folder);
        }
        report(out, measured);
        return 0;
    }

    private Round measure(NodeProcess node, Path folder) throws IOException, SQLException {
        Path abi = Files.writeString(folder.resolve("Token.json"), CannedChain.ABI);
        Path db = folder.resolve("bench.db");
        try (StageProfile profile = StageProfile.start()) {
            ResidentMemory.resetPeak();
            Duration nodeCpu = node.cpu();
            Duration ownCpu = ownCpu();
            long start = System.nanoTime();
            index(
                    "--rpc", node.url().toString(),
                    "--abi", abi.toString(),
                    "--address", CannedChain.TOKEN.hex(),
                    "--db", db.toString(),
                    "--to-block", Long.toString(blocks()));
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = ownCpu().minus(ownCpu).toNanos() / 1e3 / events;
            Map<String, Double> stages = profile.shares();
            long peak = ResidentMemory.peakMib().orElse(0);
            return new Round(
                    events / seconds,
                    InsertCeiling.rowsPerSecond(db, folder.resolve("ceiling.db")),
                    cpu,
                    node.cpu().minus(nodeCpu).toNanos() / 1e3 / events,
                    (double) Files.size(db) / events,
                    peak,
                    stages);
        } finally {
            InsertCeiling.remove(db);
        }
    }

    private long blocks() {
        return (events + perBlock - 1) / perBlock;
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The command that users run, in this process. */
    private void index(String... arguments) {
        List<String> command = new ArrayList<>(List.of("index"));
        command.addAll(List.of(arguments));
        StringWriter said = new StringWriter();
        CommandLine program = Main.commands().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        if (program.execute(command.toArray(String[]::new)) != 0)
            throw new Refusal(said.toString().strip());
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

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private void report(PrintWriter out, List<Round> measured) {
        Map<String, Double> stages = measured.getLast().stages();
        double speed = median(measured.stream().map(Round::eventsPerSecond).toList());
        double ceiling = median(measured.stream().map(Round::ceiling).toList());
        double ratio = median(measured.stream().map(Round::ratio).toList());
        long peak = measured.stream().mapToLong(Round::peakMib).max().orElse(0);
        double bytes = measured.getLast().bytesPerEvent();
        out.printf(
                Locale.ROOT,
                "%nmedian of %d rounds, %,d events in blocks of %d, %d CPUs%n",
                rounds,
                events,
                perBlock,
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
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("events", events);
            fields.put("perBlock", perBlock);
            fields.put("rounds", rounds);
            fields.put("eventsPerSecond", Math.round(speed));
            fields.put("coldEventsPerSecond", Math.round(measured.getFirst().eventsPerSecond()));
            fields.put("sqliteCeilingEventsPerSecond", Math.round(ceiling));
            fields.put("ratio", Math.round(1000 * ratio) / 1000.0);
            fields.put("peakRssMb", peak);
            fields.put("fileBytesPerEvent", Math.round(bytes));
            fields.put("cpuByStage", stages);
            out.println(JsonMapper.shared().writeValueAsString(fields));
        }
        out.flush();
    }
}
