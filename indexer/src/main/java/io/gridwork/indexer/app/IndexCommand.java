package io.gridwork.indexer.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description =
                "Writes a contract's events into a SQLite file, a table for each event, and keeps it equal to the chain.",
        footer = {
            "",
            "Kill it whenever you like: the next run with the same flags goes on where it was.",
            "Read the file with any SQLite tool meanwhile, or with 'gridwork query'."
        })
final class IndexCommand implements Callable<Integer> {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    @Mixin
    IndexOptions options = new IndexOptions();

    @Option(names = "--json", description = "Report the end of the run as one line of JSON on standard output.")
    boolean json;

    @Option(
            names = "--dry-run",
            description = "Read samples, say how many requests, events and bytes it would take, and write nothing.")
    boolean dryRun;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        List<ChainRun> chains = new ConfigReader(options, System.getenv())
                .readAll().stream().map(ChainRun::new).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            chains.forEach(chain -> out.println(chain.estimate().text(json)));
            out.flush();
            return 0;
        }
        List<String> names = chains.stream().map(chain -> chain.config().name()).toList();
        int port = chains.getFirst().config().httpPort();
        try (GracefulStop stop = new GracefulStop(STOP_PATIENCE);
                StatusServer status = StatusServer.start(port, names)) {
            stop.onSignal(() -> chains.forEach(ChainRun::stop));
            return chains.size() == 1 ? run(chains.getFirst(), status, out) : runAll(chains, status, out);
        }
    }

    private int run(ChainRun chain, StatusServer status, PrintWriter out) {
        try (ProgressPrinter printer = new ProgressPrinter(spec.commandLine().getErr())) {
            out.println(chain.run(printer, status).text(json));
            out.flush();
            return 0;
        }
    }

    private int runAll(List<ChainRun> chains, StatusServer status, PrintWriter out) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        int failed = new ChainRuns(chains, out, err).run(status, json);
        if (failed > 0)
            err.println("gridwork: error: " + failed + " of " + chains.size() + " chains failed; see above");
        return failed == 0 ? 0 : 1;
    }
}
