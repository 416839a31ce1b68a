package io.gridwork.indexer.app;

import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.pipeline.DryRun;
import io.gridwork.indexer.pipeline.Indexer;
import io.gridwork.indexer.pipeline.Preflight;
import io.gridwork.indexer.pipeline.Progress;
import io.gridwork.indexer.pipeline.Target;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.Timer;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One chain into one file: what {@code gridwork index} does, once for each chain of its configuration. */
final class ChainRun {
    private static final Logger log = LoggerFactory.getLogger(ChainRun.class);

    private final IndexerConfig config;
    private final Catalogue catalogue;
    private final AtomicReference<@Nullable Runnable> running = new AtomicReference<>();
    private volatile boolean stopped;

    /** @throws Refusal for contracts that make no sense, before anything is asked or touched */
    @SuppressWarnings("MissingSummary")
    ChainRun(IndexerConfig config) {
        this.config = config;
        catalogue = Catalogue.of(config.contracts()).keeping(config.keepRaw());
    }

    IndexerConfig config() {
        return config;
    }

    /** Asks {@link #run} to return after the batch in hand. From any thread. */
    void stop() {
        stopped = true;
        Runnable stop = running.get();
        if (stop != null) stop.run();
    }

    /** Writes until everything wanted is there, or after {@link #stop}. */
    Summary run(ProgressPrinter printer, StatusServer status) {
        JdbcEventStore.chain(config.db());
        ChainIdentity chain = preflight();
        try (Endpoints endpoints = open(Patience.LONG);
                JdbcEventStore store = JdbcEventStore.open(config.db(), chain, catalogue.tables(), config.views())) {
            store.describe(targets().stream().map(Target::eventSource).toList());
            tellWhatIsLeft(store);
            EndpointLedger ledger = new EndpointLedger(store, endpoints, InstantSource.system());
            Indexer indexer = new Indexer(
                    new LogReader(endpoints),
                    store,
                    catalogue.targets(),
                    new Indexer.Settings(config.toBlock(), config.concurrency(), config.poll(), config.verification()),
                    printer.andThen(status.chain(config.name(), endpoints::usage))
                            .andThen(ledger));
            running.set(() -> {
                indexer.stop();
                endpoints.end();
            });
            if (stopped) stop();
            endpoints.remember(store.endpoints());
            endpoints.identity();
            if (!store.window().isEmpty()) {
                endpoints.requireAncestor(store.window().getFirst().ref());
            }
            Progress end = ledger.around(indexer::run);
            printer.finish();
            return Summary.of(config, chain.chainId(), end, printer.elapsed());
        }
    }

    /** A table that is not followed looks like one that is: an overload that was added gives an event another name, say. */
    private void tellWhatIsLeft(JdbcEventStore store) {
        Set<String> left = new TreeSet<>(store.tables());
        catalogue.tables().forEach(table -> left.remove(table.name()));
        if (left.isEmpty()) return;
        log.info(
                "tables of {} that are not in this configuration and are not updated: {}",
                config.db(),
                String.join(", ", left));
    }

    /** What a run would take, from samples. Nothing is written. */
    DryRunReport estimate() {
        JdbcEventStore.chain(config.db());
        preflight();
        try (Endpoints endpoints = open(Patience.LONG)) {
            LogReader source = new LogReader(endpoints);
            long head = source.head().number();
            long to = config.toBlock() == null ? head : Math.min(head, config.toBlock());
            return new DryRunReport(
                    config, to, new DryRun(source, endpoints, targets(), config.verification()).upTo(to));
        }
    }

    private List<Target> targets() {
        return catalogue.targets();
    }

    private Endpoints open(Patience patience) {
        RpcOptions options = RpcOptions.DEFAULT
                .withPatience(patience)
                .withMaxConcurrent(config.concurrency())
                .withMaxRps(config.maxRps());
        return new Endpoints(config.rpc(), options, Timer.real(InstantSource.system()));
    }

    private String nodes() {
        return config.rpc().stream().map(ChainClient::name).collect(Collectors.joining(", "));
    }

    private ChainIdentity preflight() {
        try (Endpoints endpoints = open(Patience.SHORT)) {
            running.set(endpoints::end);
            if (stopped) endpoints.end();
            ChainIdentity chain = Preflight.check(endpoints, targets());
            if (config.chain() != null && !config.chain().fits(chain)) {
                throw new Refusal("the deployment record is of " + config.chain() + ", and the node at " + nodes()
                        + " is of " + chain + "; give the --rpc of the record's chain, or this chain's record");
            }
            return chain;
        }
    }
}
