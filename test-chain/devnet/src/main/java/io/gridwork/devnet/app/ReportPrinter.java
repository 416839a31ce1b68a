package io.gridwork.devnet.app;

import io.gridwork.devnet.demo.Report;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/** The demo's report, for people and for machines. */
final class ReportPrinter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ReportPrinter() {}

    static String text(Report report, double seconds) {
        var text = new StringBuilder();
        report.summary().tables().forEach((name, table) -> text.append(String.format("%n%s%n%s", title(name), table)));
        text.append(String.format("%nA lie, and what came of it (select … from disputes, jurors, slashes)%n"));
        report.dispute().forEach((what, words) -> text.append(String.format("%-12s%s%n", what + ":", words)));
        text.append(String.format("%n"));
        report.paths().forEach((name, path) -> text.append(String.format("%-12s%s%n", name + ":", path)));
        text.append(String.format("%-12s%s%n", "device:", report.device().description()));
        text.append(String.format(
                Locale.ROOT,
                "%ndone, checked and paid: %d of %1$d jobs; one lie overturned by a jury; every sum adds up; %.0f s%n",
                report.outcomes().size(),
                seconds));
        return text.toString();
    }

    private static String title(String part) {
        return switch (part) {
            case "jobs" -> "Jobs (select … from jobs)";
            case "nodes" -> "Nodes (select … from nodes)";
            default -> "Does the money add up? (select … from accounting; wrong must be 0)";
        };
    }

    static String json(Report report, double seconds) {
        var root = JSON.createObjectNode();
        report.summary().json().forEach((name, array) -> root.set(name, JSON.readTree(array)));
        var results = root.putArray("results");
        report.outcomes()
                .forEach(outcome -> results.addObject()
                        .put("job", outcome.job().name())
                        .put("jobId", outcome.id().toString())
                        .put("result", outcome.describe()));
        var dispute = root.putObject("dispute");
        report.dispute().forEach(dispute::put);
        var paths = root.putObject("paths");
        report.paths().forEach((name, path) -> paths.put(name, path.toString()));
        root.put("device", report.device().description());
        root.put("rpcUrl", report.devnet().chain().rpcUrl().toString());
        root.put("seconds", Math.round(seconds * 10) / 10.0);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + System.lineSeparator();
    }

    /** What can be tried while the network stays up. */
    static List<String> invitation(Report report) {
        SequencedMap<String, java.nio.file.Path> paths = report.paths();
        String rpc = report.devnet().chain().rpcUrl().toString();
        return List.of(
                "the network stays up until Ctrl-C. RPC: " + rpc,
                "try: ./gridwork query --db " + paths.get("database") + " \"select * from seats\"",
                "try: ./gridwork schema --db " + paths.get("database"));
    }
}
