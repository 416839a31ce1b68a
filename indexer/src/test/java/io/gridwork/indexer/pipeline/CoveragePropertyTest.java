package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.ContractAbi;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.RandomFaults;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Runs with contracts, events, first blocks and kept logs that come and go, levels of verification, crashes and reorganisations, by seed;
 * a last run with everything, and the file is the one a fresh run makes. jqwik prints the seed of a failure.
 */
final class CoveragePropertyTest {
    private static final String TWO_EVENTS = CannedChain.ABI.replaceFirst(
            "]$",
            ",{\"type\":\"event\",\"name\":\"Unheard\",\"inputs\":[{\"name\":\"x\",\"type\":\"uint256\",\"indexed\":false}]}]");
    private static final List<EventTable> TABLES = EventTables.of(Map.of(
            "token", ContractAbi.parse(TWO_EVENTS).events(),
            "other", ContractAbi.parse(CannedChain.ABI).events()));
    private static final List<EventSource> SOURCES = TABLES.stream()
            .map(table ->
                    new EventSource(table, table.contract().equals("token") ? CannedChain.TOKEN : CannedChain.OTHER))
            .toList();

    private static final List<Verification> LEVELS = List.of(Verification.values());

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void whateverCameAndWentTheFileEndsAsAFreshOne(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("coverage");
        CannedChain chain = new CannedChain(seed, 5, random.nextBoolean()).append(200 + random.nextInt(600));
        try (CannedNode node = new CannedNode(chain)) {
            Path grown = folder.resolve("grown.db");
            for (int step = 0; step < 6; step++) {
                node.with(new RandomFaults(random, 0.1, 20 + random.nextInt(500), 1_000, 0, random.nextBoolean()));
                long last = random.nextInt((int) chain.head() + 1);
                run(node, grown, some(random, last), last, random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 0, random);
                chain.append(random.nextInt(100));
                if (random.nextInt(3) == 0) chain.reorganise(random.nextInt(100), 100 + random.nextInt(200));
            }
            chain.append(1);
            node.with(Faults.NONE);
            List<Target> all = SOURCES.stream()
                    .map(eventSource -> new Target(eventSource, 0))
                    .toList();
            run(node, grown, all, chain.head(), 0, random);
            assertThat(Runs.audit(node, grown, false)).isEmpty();
            Path fresh = folder.resolve("fresh.db");
            run(node, fresh, all, chain.head(), 0, random);
            assertThat(ContentHash.of(grown)).isEqualTo(ContentHash.of(fresh));
        }
    }

    private static List<Target> some(Random random, long last) {
        List<Target> targets = new ArrayList<>();
        for (EventSource eventSource : SOURCES) {
            if (random.nextBoolean()) targets.add(new Target(eventSource, random.nextInt((int) last + 1)));
        }
        if (targets.isEmpty()) targets.add(new Target(SOURCES.getFirst(), last));
        KeepRaw keep = List.of(KeepRaw.values()).get(random.nextInt(3));
        if (keep != KeepRaw.NONE) {
            targets.stream()
                    .map(target -> RawLogSource.of(keep, target.eventSource().selector()))
                    .distinct()
                    .toList()
                    .forEach(raw -> targets.add(new Target(raw, random.nextInt((int) last + 1))));
        }
        return targets;
    }

    /** @param crashAt the transaction that is broken off, from 1; 0 for none */
    private static void run(
            CannedNode node, Path file, List<Target> targets, long toBlock, int crashAt, Random random) {
        ChainIdentity chain = new ChainIdentity(CannedChain.CHAIN_ID, null);
        Verification level = LEVELS.get(random.nextInt(LEVELS.size()));
        List<EventTable> tables = targets.stream()
                .map(Target::eventSource)
                .filter(eventSource -> !RawLogSource.is(eventSource))
                .map(EventSource::table)
                .distinct()
                .toList();
        try (JdbcEventStore store = JdbcEventStore.open(file, chain, tables, List.of());
                Endpoints endpoints = Runs.endpoints(node)) {
            Indexer.Settings settings = new Indexer.Settings(toBlock, 4, Duration.ofMillis(1), level);
            int[] written = {0};
            new Indexer(new LogReader(endpoints), store, targets, settings, _ -> {
                        if (++written[0] == crashAt) throw new Crash();
                    })
                    .run();
        } catch (Crash crash) {
            assertThat(crashAt).isPositive();
        }
    }

    private static final class Crash extends RuntimeException {}
}
