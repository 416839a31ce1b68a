package io.gridwork.indexer.pipeline;

import io.gridwork.chain.ChainClient;
import io.gridwork.chain.RpcOptions;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.source.Endpoints;
import io.gridwork.indexer.source.LogReader;
import io.gridwork.indexer.source.Patience;
import io.gridwork.indexer.store.EventStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Indexes a canned chain's token. */
final class Runs {
    static final List<Target> TARGETS = List.of(new Target(Tokens.FEED, 0));
    private static final RpcOptions IMPATIENT =
            RpcOptions.DEFAULT.withAttempts(1).withTimeout(Duration.ofSeconds(20));

    private Runs() {}

    static Endpoints endpoints(CannedNode... nodes) {
        return new Endpoints(
                Stream.of(nodes)
                        .map(node -> new ChainClient(node.url(), IMPATIENT))
                        .toList(),
                new Patience(Duration.ofMinutes(2), Duration.ofMillis(1), Duration.ofMillis(50)));
    }

    static Indexer indexer(
            Endpoints endpoints,
            EventStore store,
            List<Target> targets,
            @Nullable Long toBlock,
            Consumer<Progress> listener) {
        return new Indexer(
                new LogReader(endpoints),
                store,
                targets,
                new Indexer.Settings(toBlock, 4, Duration.ofMillis(1)),
                listener);
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
