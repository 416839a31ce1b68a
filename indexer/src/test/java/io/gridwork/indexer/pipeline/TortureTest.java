package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.Endpoints;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.LateNode;
import io.gridwork.indexer.bench.LyingNode;
import io.gridwork.indexer.bench.RandomFaults;
import io.gridwork.indexer.bench.RangeCap;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failing requests and silence, narrow limits, nodes that lag and lie, texts that are none, reorganisations, and runs that are
 * cut off, by seed; when they stop, the file is the one that an undisturbed run makes. A test is named by its seed;
 * {@code -Dgridwork.seed=N} plays one again, {@code -Dgridwork.all=true} plays many, {@code -Dgridwork.seeds=N} so many.
 */
final class TortureTest {
    private static final int STEPS = 6;
    private static final int SOME = 4;
    private static final int MANY = 100;
    /** Of one request, while nodes are torturing: what is silent should not hold a test up. */
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> whateverHappensTheFileEndsAsAnUndisturbedOne() {
        Long given = Long.getLong("gridwork.seed");
        LongStream seeds = given != null
                ? LongStream.of(given)
                : ThreadLocalRandom.current()
                        .longs(Integer.getInteger("gridwork.seeds", Boolean.getBoolean("gridwork.all") ? MANY : SOME));
        return seeds.mapToObj(seed -> dynamicTest("-Dgridwork.seed=" + seed, () -> torture(seed)));
    }

    private void torture(long seed) throws IOException {
        Random random = new Random(seed);
        Verification level = random.nextInt(4) == 0 ? Verification.RECEIPTS : Verification.BLOOM;
        Path files = Files.createDirectory(folder.resolve(Long.toString(seed)));
        CannedChain chain = new CannedChain(seed, 5, random.nextBoolean()).append(200 + random.nextInt(600));
        try (CannedNode first = new CannedNode(chain);
                CannedNode second = new CannedNode(chain);
                CannedNode third = new CannedNode(chain)) {
            Path tortured = files.resolve("tortured.db");
            List<Target> targets = targets(List.of(KeepRaw.values()).get(random.nextInt(3)));
            for (int step = 0; step < STEPS; step++) {
                first.with(faults(random, true));
                second.with(other(random));
                third.with(faults(random, false));
                CannedNode[] nodes = random.nextBoolean()
                        ? new CannedNode[] {first, second, third}
                        : new CannedNode[] {second, first, third};
                runFor(20 + random.nextInt(60), tortured, targets, level, nodes);
                chain.append(random.nextInt(100));
                if (random.nextInt(3) == 0) chain.reorganise(random.nextInt(200), 200 + random.nextInt(300));
            }
            chain.append(1);
            first.with(new RandomFaults(new Random(seed), 0.1, 300, 300, 0, true));
            complete(first, tortured, targets, chain.head());
            // What was kept under torture is what this event's rows are made of.
            List<Target> added = Stream.concat(targets.stream(), Stream.of(new Target(Tokens.NFT_SOURCE, 0)))
                    .toList();
            String hash = complete(first, tortured, added, chain.head());
            first.with(Faults.NONE);
            assertThat(Runs.audit(first, tortured, false)).isEmpty();
            List<Target> plain = Stream.of(Tokens.TRANSFER_SOURCE, Tokens.NOTE_SOURCE, Tokens.NFT_SOURCE)
                    .map(eventSource -> new Target(eventSource, 0))
                    .toList();
            assertThat(hash).isEqualTo(complete(first, files.resolve("undisturbed.db"), plain, chain.head()));
        }
    }

    private static List<Target> targets(KeepRaw keep) {
        Stream<EventSource> events = Stream.of(Tokens.TRANSFER_SOURCE, Tokens.NOTE_SOURCE);
        Stream<EventSource> raw = keep == KeepRaw.NONE
                ? Stream.of()
                : Stream.of(RawLogSource.of(keep, Tokens.TRANSFER_SOURCE.selector()));
        return Stream.concat(events, raw)
                .map(eventSource -> new Target(eventSource, 0))
                .toList();
    }

    private static Faults faults(Random random, boolean reorgs) {
        RangeCap[] caps = RangeCap.values();
        return new RandomFaults(
                new Random(random.nextLong()),
                0.15,
                true,
                caps[random.nextInt(caps.length)],
                20 + random.nextInt(500),
                20 + random.nextInt(200),
                reorgs ? 5 + random.nextInt(40) : 0,
                random.nextInt(4) == 0 ? 60 : 12,
                random.nextBoolean());
    }

    private static Faults other(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new LateNode(1 + random.nextInt(100));
            case 1 -> new LyingNode(new Random(random.nextLong()), 0.2);
            default -> faults(random, false);
        };
    }

    private static JdbcEventStore open(Path file) {
        return JdbcEventStore.open(
                file,
                new ChainIdentity(CannedChain.CHAIN_ID, null),
                List.of(Tokens.TRANSFERS, Tokens.NFT_SOURCE.table(), Tokens.NOTES),
                List.of());
    }

    /** Follows the head until the nodes have answered so many requests more. */
    private static void runFor(int requests, Path file, List<Target> targets, Verification level, CannedNode... nodes) {
        try (JdbcEventStore store = open(file);
                Endpoints endpoints = Runs.endpoints(TIMEOUT, nodes)) {
            Indexer indexer = Runs.indexer(endpoints, store, targets, null, level, _ -> {});
            long last = requests(nodes) + requests;
            for (CannedNode node : nodes) {
                node.onRequest(_ -> {
                    if (requests(nodes) > last) indexer.stop();
                });
            }
            indexer.run();
        }
    }

    private static long requests(CannedNode... nodes) {
        return Stream.of(nodes).mapToLong(CannedNode::requests).sum();
    }

    private static String complete(CannedNode node, Path file, List<Target> targets, long head) {
        node.onRequest(_ -> {});
        try (JdbcEventStore store = open(file);
                Endpoints endpoints = Runs.endpoints(TIMEOUT, node)) {
            Runs.indexer(endpoints, store, targets, head, _ -> {}).run();
        }
        return ContentHash.of(file).hash();
    }
}
