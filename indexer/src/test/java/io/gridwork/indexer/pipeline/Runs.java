package io.gridwork.indexer.pipeline;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.store.EventStore;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Indexes a canned chain's token. */
final class Runs {
    static final List<Target> TARGETS = List.of(new Target(Tokens.TRANSFER_SOURCE, 0));
    private static final RpcOptions IMPATIENT = RpcOptions.DEFAULT.withTimeout(Duration.ofSeconds(20));
    private static final Patience QUICK =
            new Patience(Duration.ofMinutes(2), Duration.ofMillis(1), Duration.ofMillis(50));

    private Runs() {}

    static Endpoints endpoints(CannedNode... nodes) {
        return endpoints(IMPATIENT.timeout(), nodes);
    }

    /** @param timeout of one request */
    static Endpoints endpoints(Duration timeout, CannedNode... nodes) {
        return endpoints(Timer.real(InstantSource.system()), timeout, nodes);
    }

    static Endpoints endpoints(Timer timer, CannedNode... nodes) {
        return endpoints(timer, IMPATIENT.timeout(), nodes);
    }

    private static Endpoints endpoints(Timer timer, Duration timeout, CannedNode... nodes) {
        return new Endpoints(
                Stream.of(nodes).map(CannedNode::url).toList(),
                IMPATIENT.withPatience(QUICK).withTimeout(timeout),
                timer);
    }

    static Indexer indexer(
            Endpoints endpoints,
            EventStore store,
            List<Target> targets,
            @Nullable Long toBlock,
            Consumer<Progress> listener) {
        return indexer(endpoints, store, targets, toBlock, Verification.BLOOM, listener);
    }

    static Indexer indexer(
            Endpoints endpoints,
            EventStore store,
            List<Target> targets,
            @Nullable Long toBlock,
            Verification level,
            Consumer<Progress> listener) {
        return new Indexer(
                new LogReader(endpoints),
                store,
                targets,
                new Indexer.Settings(toBlock, 4, Duration.ofMillis(1), level),
                listener);
    }

    /** What is wrong with a file, by what it tells of itself. */
    static List<Finding> audit(CannedNode node, Path file, boolean repair) {
        try (Endpoints endpoints = endpoints(node);
                JdbcEventStore store = JdbcEventStore.open(
                        file, new ChainIdentity(CannedChain.CHAIN_ID, null), List.of(), List.of())) {
            List<Target> targets = store.eventSources().stream()
                    .map(eventSource -> new Target(eventSource, 0))
                    .toList();
            LogReader source = new LogReader(endpoints);
            Audit audit = repair
                    ? Audit.repairing(source, store, targets, Verification.BLOOM, 4)
                    : new Audit(source, store, targets, Verification.BLOOM, 4);
            return audit.run().findings();
        }
    }

    static Progress upTo(CannedNode node, EventStore store, long block) {
        return upTo(node, store, TARGETS, block);
    }

    static Progress upTo(CannedNode node, EventStore store, List<Target> targets, long block) {
        try (Endpoints endpoints = endpoints(node)) {
            return indexer(endpoints, store, targets, block, _ -> {}).run();
        }
    }
}
