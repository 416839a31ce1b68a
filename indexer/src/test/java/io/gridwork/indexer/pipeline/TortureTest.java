package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.RandomFaults;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.ChainIdentity;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.source.Endpoints;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Failing requests, narrow limits, reorganisations and restarts, by seed; when they stop, the file is the one a fresh run
 * makes. jqwik prints the seed of a failure.
 */
final class TortureTest {
    private static final int STEPS = 6;

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void whateverHappensTheFileEndsAsAFreshOne(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("torture");
        CannedChain chain = new CannedChain(seed, 5, random.nextBoolean()).append(200 + random.nextInt(600));
        try (CannedNode node = new CannedNode(chain)) {
            Path tortured = folder.resolve("tortured.db");
            for (int step = 0; step < STEPS; step++) {
                node.with(new RandomFaults(
                        random,
                        0.15,
                        20 + random.nextInt(500),
                        20 + random.nextInt(200),
                        5 + random.nextInt(40),
                        random.nextBoolean()));
                runFor(20 + random.nextInt(60), node, tortured);
                chain.append(random.nextInt(100));
                if (random.nextInt(4) == 0) chain.reorganise(random.nextInt(100), 100 + random.nextInt(300));
            }
            chain.append(1);
            node.with(new RandomFaults(random, 0.1, 300, 300, 0, true));
            String hash = complete(node, tortured, chain.head());
            node.with(Faults.NONE);
            assertThat(hash).isEqualTo(complete(node, folder.resolve("fresh.db"), chain.head()));
        }
    }

    private static JdbcEventStore open(Path file) {
        return JdbcEventStore.open(
                file, new ChainIdentity(CannedChain.CHAIN_ID, null), List.of(Tokens.TRANSFERS), List.of(), false);
    }

    /** Follows the head until the node has answered so many requests more. */
    private static void runFor(int requests, CannedNode node, Path file) {
        try (JdbcEventStore store = open(file);
                Endpoints endpoints = Runs.endpoints(node)) {
            Indexer indexer = Runs.indexer(endpoints, store, Runs.TARGETS, null, _ -> {});
            long last = node.requests() + requests;
            node.onRequest(number -> {
                if (number > last) indexer.stop();
            });
            indexer.run();
        }
    }

    private static String complete(CannedNode node, Path file, long head) {
        node.onRequest(_ -> {});
        try (JdbcEventStore store = open(file)) {
            Runs.upTo(node, store, head);
        }
        return ContentHash.of(file).hash();
    }
}
