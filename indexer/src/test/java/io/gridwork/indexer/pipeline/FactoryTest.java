package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.LogQuery;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.canned.NoLogs;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.store.InMemoryEventStore;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.testchain.junit.UnderLoad;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contracts that only events make known. */
@UnderLoad
final class FactoryTest {
    @TempDir
    Path folder;

    private final InMemoryEventStore store = new InMemoryEventStore();

    private static List<String> swaps(InMemoryEventStore store) {
        return store.rows().stream()
                .filter(row -> row.table().equals(Family.SWAPS))
                .map(row ->
                        row.block() + " " + row.logIndex() + " " + row.address().hex())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyChildIsThereFromTheBlockThatNamedItAndNoStrangerIs(long seed) {
        Family family = new Family(seed, 40).append(700);
        try (CannedNode node = new CannedNode(family.chain())) {
            Runs.upTo(node, store, Family.targets(0), 650);
            Runs.upTo(node, store, Family.targets(0), 700);
        }
        assertThat(swaps(store)).isNotEmpty().isEqualTo(Family.expected(family.chain()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aReorganisationTakesChildrenAwayWithTheirRows(long seed) {
        Random random = new Random(seed);
        Family family = new Family(seed, 60).append(300);
        try (CannedNode node = new CannedNode(family.chain())) {
            for (int i = 0; i < 12; i++) {
                Runs.upTo(node, store, Family.targets(0), family.chain().head());
                int depth = 1 + random.nextInt(30);
                family.reorganise(depth, depth + random.nextInt(10));
            }
            Runs.upTo(node, store, Family.targets(0), family.chain().head());
        }
        assertThat(swaps(store)).isNotEmpty().isEqualTo(Family.expected(family.chain()));
    }

    @Test
    void aFactoryWithAnEarlierFirstBlockBringsTheHistoryOfItsChildren() {
        Family family = new Family(21, 40).append(900);
        try (CannedNode node = new CannedNode(family.chain())) {
            Runs.upTo(node, store, Family.targets(500), 800);
            assertThat(swaps(store)).isNotEqualTo(Family.expected(family.chain()));
            Runs.upTo(node, store, Family.targets(0), 900);
        }
        assertThat(swaps(store)).isEqualTo(Family.expected(family.chain()));
    }

    private static Family manyPools() {
        Family family = new Family(31, 0).append(5);
        List<Address> pools =
                LongStream.range(0, 2_500).mapToObj(i -> new Address(7, i, 7)).toList();
        family.chain().append(List.of(Family.created(pools, 0)));
        for (int i = 0; i < 300; i++) {
            family.chain().append(List.of(Family.swap(pools.get(i * 7), 0), Family.swap(new Address(9, i, 9), 1)));
        }
        return family;
    }

    @Test
    void moreChildrenThanAnAddressListHolds() {
        Family family = manyPools();
        try (CannedNode node = new CannedNode(family.chain())) {
            Runs.upTo(node, store, Family.targets(0), family.chain().head());
        }
        assertThat(swaps(store)).hasSize(300).isEqualTo(Family.expected(family.chain()));
    }

    @Test
    void allLogsOfManyChildrenAreNotAllLogsOfTheChain() {
        Family family = manyPools();
        Set<Integer> listed = ConcurrentHashMap.newKeySet();
        Faults listing = new Faults() {
            @Override
            public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
                if (call.method().equals("eth_getLogs"))
                    listed.add(LogQuery.of(call, chain).addresses().size());
                return honest.get();
            }
        };
        try (CannedNode node = new CannedNode(family.chain()).with(listing)) {
            Runs.upTo(node, store, keeping(KeepRaw.ALL, 0), family.chain().head());
        }
        assertThat(listed).isNotEmpty().allSatisfy(size -> assertThat(size).isBetween(1, 1_000));
        assertThat(store.kept()).hasSize(300);
    }

    @Test
    void aFileKnowsItsChildrenAfterARestart() {
        Family family = new Family(41, 40).append(400);
        Path halves = folder.resolve("halves.db");
        Path whole = folder.resolve("whole.db");
        try (CannedNode node = new CannedNode(family.chain())) {
            index(node, halves, 200);
            index(node, halves, 390);
            family.reorganise(25, 27);
            index(node, halves, family.chain().head());
            index(node, whole, family.chain().head());
        }
        assertThat(ContentHash.of(halves)).isEqualTo(ContentHash.of(whole));
        assertThat(ContentHash.of(whole).rows().get("pool_swap"))
                .isEqualTo(Family.expected(family.chain()).size());
    }

    @ParameterizedTest
    @CsvSource({"ALL, 0", "UNDECODED, 0", "ALL, 500", "UNDECODED, 500"})
    void whatChildrenEmittedIsDecodedFromTheFile(KeepRaw keep, long factoryFrom) {
        Family family = new Family(51, 40).append(900);
        NoLogs noLogs = new NoLogs();
        try (CannedNode node = new CannedNode(family.chain())) {
            Runs.upTo(node, store, keeping(keep, factoryFrom), 800);
            Runs.upTo(node, store, keeping(keep, 0), 850);
            family.reorganise(60, 70);
            long head = family.chain().head();
            Runs.upTo(node, store, keeping(keep, 0), head);
            Runs.upTo(node.with(noLogs), store, Family.targets(0), head);
        }
        assertThat(noLogs.asked()).hasValue(0);
        assertThat(swaps(store)).isNotEmpty().isEqualTo(Family.expected(family.chain()));
    }

    /** The factory, and its children's logs as the chain holds them. */
    private static List<Target> keeping(KeepRaw keep, long factoryFrom) {
        List<Target> targets = Family.targets(factoryFrom);
        EventSource children = targets.getLast().eventSource();
        return List.of(targets.getFirst(), new Target(RawLogSource.of(keep, children.selector()), 0));
    }

    @Test
    void aFileIsAuditedByWhatItTellsOfItself() throws SQLException {
        Family family = new Family(61, 40).append(700);
        Path file = folder.resolve("index.db");
        try (CannedNode node = new CannedNode(family.chain())) {
            index(node, file, 700);
            assertThat(Runs.audit(node, file, false)).isEmpty();
            String hash = ContentHash.of(file).hash();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                connection.createStatement().execute("DELETE FROM pool_swap WHERE block_number > 300");
            }
            assertThat(Runs.audit(node, file, true))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.table()).isEqualTo("pool_swap"));
            assertThat(ContentHash.of(file).hash()).isEqualTo(hash);
        }
    }

    private static void index(CannedNode node, Path file, long block) {
        List<Target> targets = Family.targets(0);
        try (JdbcEventStore store = JdbcEventStore.open(
                file,
                new ChainIdentity(4242, null),
                targets.stream().map(target -> target.eventSource().table()).toList(),
                List.of())) {
            store.describe(targets.stream().map(Target::eventSource).toList());
            Runs.upTo(node, store, targets, block);
        }
    }
}
