package io.gridwork.indexer.app;

import io.gridwork.indexer.event.ChainIdentity;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.pipeline.DryRun;
import io.gridwork.indexer.pipeline.Indexer;
import io.gridwork.indexer.pipeline.Preflight;
import io.gridwork.indexer.pipeline.Progress;
import io.gridwork.indexer.pipeline.Target;
import io.gridwork.indexer.source.EndpointSettings;
import io.gridwork.indexer.source.Endpoints;
import io.gridwork.indexer.source.LogReader;
import io.gridwork.indexer.source.Patience;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
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
    public Integer call() {
        IndexerConfig config = new ConfigReader(options, System.getenv()).read();
        Catalogue catalogue = Catalogue.of(config.contracts());
        JdbcEventStore.chain(config.db());
        ChainIdentity chain = preflight(config, catalogue.targets());
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            out.println(estimate(config, catalogue.targets()).text(json));
            out.flush();
            return 0;
        }
        try (GracefulStop stop = new GracefulStop(STOP_PATIENCE);
                Endpoints endpoints = RpcEndpoints.open(config.rpc(), settings(config, Patience.LONG));
                JdbcEventStore store = JdbcEventStore.open(
                        config.db(), chain, catalogue.tables(), config.views(), config.keepRawLogs());
                ProgressPrinter printer = new ProgressPrinter(spec.commandLine().getErr());
                StatusServer status = StatusServer.start(config.httpPort(), endpoints::usage)) {
            EndpointLedger ledger = new EndpointLedger(store, endpoints, InstantSource.system());
            Indexer indexer = new Indexer(
                    new LogReader(endpoints),
                    store,
                    catalogue.targets(),
                    new Indexer.Settings(config.toBlock(), config.concurrency(), config.poll(), config.verification()),
                    printer.andThen(status).andThen(ledger));
            stop.onSignal(indexer::stop);
            endpoints.remember(store.endpoints());
            endpoints.identity();
            if (!store.window().isEmpty())
                endpoints.requireAncestor(store.window().getFirst());
            Progress end = ledger.around(indexer::run);
            printer.finish();
            out.println(
                    Summary.of(config, chain.chainId(), end, printer.elapsed()).text(json));
            out.flush();
        }
        return 0;
    }

    private static DryRunReport estimate(IndexerConfig config, List<Target> targets) {
        try (Endpoints endpoints = RpcEndpoints.open(config.rpc(), settings(config, Patience.LONG))) {
            LogReader source = new LogReader(endpoints);
            long head = source.head().number();
            long to = config.toBlock() == null ? head : Math.min(head, config.toBlock());
            return new DryRunReport(config, to, new DryRun(source, endpoints, targets, config.verification()).upTo(to));
        }
    }

    private static EndpointSettings settings(IndexerConfig config, Patience patience) {
        return EndpointSettings.of(patience)
                .withMaxConcurrent(config.concurrency())
                .withMaxRps(config.maxRps());
    }

    private static ChainIdentity preflight(IndexerConfig config, List<Target> targets) {
        try (Endpoints endpoints = RpcEndpoints.open(config.rpc(), settings(config, Patience.SHORT))) {
            ChainIdentity chain = Preflight.check(endpoints, targets);
            if (config.chain() != null && !config.chain().fits(chain)) {
                throw new Refusal("the deployment record is of " + config.chain() + ", and the node is of " + chain
                        + "; give the --rpc of the record's chain, or this chain's record");
            }
            return chain;
        }
    }
}
