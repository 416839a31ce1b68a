package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.chain.BlockRange;
import io.gridwork.chain.Endpoints;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.RandomFaults;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.store.InMemoryEventStore;
import io.gridwork.testchain.junit.UnderLoad;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What it does to a store, chain by chain. */
@UnderLoad
final class IndexerTest {
    private final InMemoryEventStore store = new InMemoryEventStore();

    private static List<EventRow> fresh(CannedChain chain) {
        InMemoryEventStore fresh = new InMemoryEventStore();
        try (CannedNode node = new CannedNode(chain)) {
            Runs.upTo(node, fresh, chain.head());
        }
        return fresh.rows();
    }

    @Test
    void everyTransferOfTheTokenIsThereWithItsTime() {
        CannedChain chain = new CannedChain(1, 6, true).append(700);
        try (CannedNode node = new CannedNode(chain)) {
            Progress end = Runs.upTo(node, store, chain.head());
            assertThat(end.events()).isEqualTo(store.rows().size()).isPositive();
        }
        long transfers = chain.blocks().stream()
                .flatMap(block -> block.logs().stream())
                .filter(log ->
                        log.address().equals(CannedChain.TOKEN) && log.topic0().equals(CannedChain.TRANSFER))
                .count();
        assertThat(store.rows().size() + store.quarantined().size()).isEqualTo((int) transfers);
        assertThat(store.quarantined())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.reason()).contains("indexed"));
        assertThat(store.rows())
                .allSatisfy(row -> assertThat(row.values().get(2)).isEqualTo(1_700_000_000 + 12 * row.block()));
    }

    @Test
    void timesComeFromHeadersWhereLogsHaveNone() {
        CannedChain chain = new CannedChain(2, 3, false).append(600);
        try (CannedNode node = new CannedNode(chain)) {
            Runs.upTo(node, store, chain.head());
        }
        assertThat(store.rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.values().get(2)).isEqualTo(1_700_000_000 + 12 * row.block()));
    }

    @Test
    void aSecondRunDoesNothing() {
        CannedChain chain = new CannedChain(3, 3, true).append(400);
        try (CannedNode node = new CannedNode(chain)) {
            Runs.upTo(node, store, chain.head());
            assertThat(Runs.upTo(node, store, chain.head()))
                    .extracting(Progress::blocks, Progress::events)
                    .containsExactly(0L, 0L);
        }
    }

    @Test
    void aReorganisationWhileItSlept() {
        CannedChain chain = new CannedChain(4, 4, true).append(500);
        try (CannedNode node = new CannedNode(chain)) {
            Runs.upTo(node, store, chain.head());
            chain.reorganise(40, 60);
            Progress end = Runs.upTo(node, store, chain.head());
            assertThat(end.reorgs()).isEqualTo(1);
        }
        assertThat(store.rows()).isEqualTo(fresh(chain));
    }

    @Test
    void aReorganisationWhileItSleptLongerThanTheWindow() {
        CannedChain chain = new CannedChain(5, 4, true).append(300);
        try (CannedNode node = new CannedNode(chain)) {
            Runs.upTo(node, store, chain.head());
            chain.reorganise(20, 900);
            Runs.upTo(node, store, chain.head());
        }
        assertThat(store.rows()).isEqualTo(fresh(chain));
    }

    @Test
    void aShorterBranchWaitsForItsReplacement() {
        CannedChain chain = new CannedChain(6, 4, true).append(300);
        try (CannedNode node = new CannedNode(chain)) {
            Runs.upTo(node, store, chain.head());
            List<EventRow> before = store.rows();
            chain.reorganise(10, 0);
            Runs.upTo(node, store, 300);
            assertThat(store.rows()).isEqualTo(before);
            chain.append(11);
            Runs.upTo(node, store, chain.head());
        }
        assertThat(store.rows()).isEqualTo(fresh(chain));
    }

    @Test
    void anotherChainIsRefusedAndNothingIsChanged() {
        CannedChain chain = new CannedChain(7, 4, true).append(300);
        try (CannedNode node = new CannedNode(chain);
                CannedNode other = new CannedNode(new CannedChain(8, 4, true).append(400))) {
            Runs.upTo(node, store, chain.head());
            List<EventRow> before = store.rows();
            assertThatThrownBy(() -> Runs.upTo(other, store, 400))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("deeper than 256");
            assertThat(store.rows()).isEqualTo(before);
        }
    }

    @Test
    void aContractAddedLaterGetsItsHistory() {
        CannedChain chain = new CannedChain(9, 8, true).append(600);
        List<Target> both = List.of(new Target(Tokens.TRANSFER_SOURCE, 0), new Target(Tokens.OTHER_SOURCE, 100));
        InMemoryEventStore fresh = new InMemoryEventStore();
        try (CannedNode node = new CannedNode(chain)) {
            Runs.upTo(node, store, chain.head());
            Runs.upTo(node, store, both, chain.head());
            Runs.upTo(node, fresh, both, chain.head());
        }
        assertThat(store.rows()).isEqualTo(fresh.rows());
        assertThat(store.coverage(Tokens.OTHER_SOURCE).ranges()).containsExactly(new BlockRange(100, 600));
    }

    @Test
    void theNextEndpointTakesOver() {
        CannedChain chain = new CannedChain(10, 4, true).append(800);
        try (CannedNode broken = new CannedNode(chain).with(new RandomFaults(new Random(1), 1, 1, 1, 0, true));
                CannedNode node = new CannedNode(chain);
                Endpoints endpoints = Runs.endpoints(broken, node)) {
            Runs.indexer(endpoints, store, Runs.TARGETS, chain.head(), _ -> {}).run();
            assertThat(endpoints.usage().get(0).failures()).isPositive();
            assertThat(endpoints.usage().get(1).failures()).isZero();
        }
        assertThat(store.rows()).isEqualTo(fresh(chain));
    }

    @Test
    void rangesShrinkToWhatTheNodeAllows() {
        CannedChain chain = new CannedChain(11, 6, true).append(1_500);
        for (RandomFaults limits : List.of(
                new RandomFaults(new Random(1), 0, 37, Integer.MAX_VALUE, 0, true),
                new RandomFaults(new Random(1), 0, Long.MAX_VALUE, 5, 0, false))) {
            InMemoryEventStore each = new InMemoryEventStore();
            try (CannedNode node = new CannedNode(chain).with(limits)) {
                Runs.upTo(node, each, chain.head());
            }
            assertThat(each.rows()).isEqualTo(fresh(chain));
        }
    }

    @Test
    void itFollowsTheHeadUntilItIsStopped() {
        CannedChain chain = new CannedChain(12, 4, true).append(50);
        AtomicReference<Indexer> running = new AtomicReference<>();
        try (CannedNode node = new CannedNode(chain);
                Endpoints endpoints = Runs.endpoints(node)) {
            running.set(Runs.indexer(endpoints, store, Runs.TARGETS, null, progress -> {
                if (progress.following() && progress.block() == 60)
                    running.get().stop();
                else if (progress.following() && progress.block() == chain.head()) chain.append(1);
            }));
            assertThat(running.get().run().block()).isEqualTo(60);
        }
        assertThat(store.rows()).isEqualTo(fresh(chain));
    }
}
