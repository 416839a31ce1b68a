package io.gridwork.indexer.app;

import io.gridwork.chain.ChainClient;
import io.gridwork.chain.RpcOptions;
import io.gridwork.indexer.event.ChainIdentity;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.pipeline.Indexer;
import io.gridwork.indexer.pipeline.Preflight;
import io.gridwork.indexer.pipeline.Progress;
import io.gridwork.indexer.pipeline.Target;
import io.gridwork.indexer.source.Endpoints;
import io.gridwork.indexer.source.LogReader;
import io.gridwork.indexer.source.Patience;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
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

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        IndexerConfig config = new ConfigReader(options, System.getenv()).read();
        Catalogue catalogue = Catalogue.of(config.contracts());
        JdbcEventStore.chain(config.db());
        ChainIdentity chain = preflight(config, catalogue.targets());
        PrintWriter out = spec.commandLine().getOut();
        try (GracefulStop stop = new GracefulStop(STOP_PATIENCE);
                Endpoints endpoints = new Endpoints(clients(config), Patience.LONG);
                JdbcEventStore store = JdbcEventStore.open(
                        config.db(), chain, catalogue.tables(), config.views(), config.keepRawLogs());
                ProgressPrinter printer = new ProgressPrinter(spec.commandLine().getErr());
                StatusServer status = StatusServer.start(config.httpPort(), endpoints::usage)) {
            Indexer indexer = new Indexer(
                    new LogReader(endpoints),
                    store,
                    catalogue.targets(),
                    new Indexer.Settings(config.toBlock(), config.concurrency(), config.poll(), config.verification()),
                    printer.andThen(status));
            stop.onSignal(indexer::stop);
            Progress end = indexer.run();
            printer.finish();
            store.recordEndpoints(endpoints.usage());
            out.println(
                    Summary.of(config, chain.chainId(), end, printer.elapsed()).text(json));
            out.flush();
        }
        return 0;
    }

    private static List<ChainClient> clients(IndexerConfig config) {
        RpcOptions once = RpcOptions.DEFAULT.withAttempts(1);
        try {
            return config.rpc().stream().map(url -> new ChainClient(url, once)).toList();
        } catch (IllegalArgumentException e) {
            throw new Refusal("--rpc: " + e.getMessage(), e);
        }
    }

    private static ChainIdentity preflight(IndexerConfig config, List<Target> targets) {
        try (Endpoints endpoints = new Endpoints(clients(config), Patience.SHORT)) {
            ChainIdentity chain = Preflight.check(endpoints, targets);
            if (config.chain() != null && !config.chain().fits(chain)) {
                throw new Refusal("the deployment record is of " + config.chain() + ", and the node is of " + chain
                        + "; give the --rpc of the record's chain, or this chain's record");
            }
            return chain;
        }
    }
}
