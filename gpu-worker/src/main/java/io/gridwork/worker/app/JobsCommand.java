package io.gridwork.worker.app;

import io.gridwork.worker.job.JobState;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.SqliteJournal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code worker jobs}: the journal, newest first. Can be asked while the worker runs. */
@Command(name = "jobs", description = "This worker's jobs, newest first.", mixinStandardHelpOptions = true)
final class JobsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.gridwork",
            description = "The worker's folder (default: ${DEFAULT-VALUE}).")
    Path dir = Path.of(".");

    @Option(names = "--limit", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
    int limit;

    @Option(names = "--json", description = "Answer with JSON, one job a line.")
    boolean json;

    @Override
    public Integer call() {
        Path file = dir.resolve("journal.db");
        if (!Files.exists(file))
            throw new IllegalArgumentException("there is no journal " + file + ": no worker has run there (--dir)");
        PrintWriter out = spec.commandLine().getOut();
        try (Journal journal = SqliteJournal.open(file)) {
            for (Journal.Entry entry : journal.newest(limit)) {
                out.println(
                        json
                                ? JsonMapper.shared().writeValueAsString(facts(entry, journal))
                                : JobLine.of(entry, journal.spent(entry.job().id())));
            }
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> facts(Journal.Entry entry, Journal journal) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("job", entry.job().id().toString());
        facts.put("state", entry.state().label());
        facts.put("program", entry.job().spec().programHash().toString());
        facts.put("seats", entry.job().order().n());
        if (entry.state() instanceof JobState.Abandoned abandoned) {
            facts.put("reason", abandoned.reason().name());
            facts.put("detail", abandoned.detail());
        }
        if (entry.state() instanceof JobState.Paid paid)
            facts.put("paid", paid.amount().toString());
        journal.spent(entry.job().id()).forEach((cost, amount) -> facts.put(cost.name(), amount));
        return facts;
    }
}
