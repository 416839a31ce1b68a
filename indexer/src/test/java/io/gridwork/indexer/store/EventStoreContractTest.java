package io.gridwork.indexer.store;

import static io.gridwork.indexer.canned.Tokens.block;
import static io.gridwork.indexer.canned.Tokens.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.QuarantinedLog;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store keeps to. */
public abstract class EventStoreContractTest {
    protected EventStore store;

    protected abstract EventStore open();

    /** Block, log index and value of each transfer in the store, in that order. */
    protected abstract List<List<Object>> transfers();

    /** Blocks of the quarantined logs. */
    protected abstract List<Long> quarantinedBlocks();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static Batch batch(@Nullable Long ancestor, long from, long to, int branch, EventRow... rows) {
        List<Block> blocks =
                LongStream.rangeClosed(from, to).mapToObj(n -> block(n, branch)).toList();
        return new Batch(ancestor, new BlockRange(from, to), Set.of(Tokens.FEED), blocks, List.of(rows), List.of());
    }

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(store.window()).isEmpty();
        assertThat(store.coverage(Tokens.FEED)).isEqualTo(BlockRanges.NONE);
        assertThat(transfers()).isEmpty();
    }

    @Test
    void aBatchBringsRowsBlocksAndCoverage() {
        store.write(batch(null, 5, 7, 0, row(CannedChain.TOKEN, 5, 0, 10), row(CannedChain.TOKEN, 7, 3, 20)));
        assertThat(transfers()).containsExactly(List.of(5L, 0L, "10"), List.of(7L, 3L, "20"));
        assertThat(store.window()).containsExactly(block(5, 0), block(6, 0), block(7, 0));
        assertThat(store.coverage(Tokens.FEED).ranges()).containsExactly(new BlockRange(5, 7));
        assertThat(store.coverage(Tokens.OTHER_FEED)).isEqualTo(BlockRanges.NONE);
    }

    @Test
    void coverageGrowsTogether() {
        store.write(batch(null, 0, 4, 0));
        store.write(batch(null, 10, 14, 0));
        assertThat(store.coverage(Tokens.FEED).ranges()).containsExactly(new BlockRange(0, 4), new BlockRange(10, 14));
        store.write(batch(null, 5, 9, 0));
        assertThat(store.coverage(Tokens.FEED).ranges()).containsExactly(new BlockRange(0, 14));
    }

    @Test
    void anAncestorTakesAwayWhatIsAboveIt() {
        store.write(batch(
                null,
                0,
                9,
                0,
                row(CannedChain.TOKEN, 3, 0, 1),
                row(CannedChain.TOKEN, 4, 0, 2),
                row(CannedChain.TOKEN, 9, 0, 3)));
        store.write(batch(3L, 4, 6, 1, row(CannedChain.TOKEN, 5, 1, 4)));
        assertThat(transfers()).containsExactly(List.of(3L, 0L, "1"), List.of(5L, 1L, "4"));
        assertThat(store.window().getLast()).isEqualTo(block(6, 1));
        assertThat(store.window()).contains(block(3, 0)).doesNotContain(block(4, 0));
        assertThat(store.coverage(Tokens.FEED).ranges()).containsExactly(new BlockRange(0, 6));
    }

    @Test
    void anAncestorTakesAwayQuarantinedLogsToo() {
        for (long block : List.of(2L, 8L)) {
            store.write(new Batch(
                    null,
                    new BlockRange(block, block),
                    Set.of(Tokens.FEED),
                    List.of(),
                    List.of(),
                    List.of(new QuarantinedLog(Tokens.log(CannedChain.TOKEN, block, 0, 1), 1, "of another shape"))));
        }
        assertThat(quarantinedBlocks()).containsExactly(2L, 8L);
        store.write(batch(5L, 6, 6, 1));
        assertThat(quarantinedBlocks()).containsExactly(2L);
    }

    @Test
    void onlyTheNewestBlocksAreRemembered() {
        store.write(batch(null, 0, 299, 0));
        store.write(batch(null, 300, 400, 0));
        assertThat(store.window()).hasSize(EventStore.WINDOW);
        assertThat(store.window().getFirst()).isEqualTo(block(400 - EventStore.WINDOW + 1, 0));
    }

    @Test
    void twoRowsInOnePlaceAreRefused() {
        store.write(batch(null, 0, 9, 0, row(CannedChain.TOKEN, 3, 0, 1)));
        assertThatThrownBy(() -> store.write(batch(null, 10, 12, 0, row(CannedChain.TOKEN, 3, 0, 2))))
                .isInstanceOfAny(StoreException.class, IllegalStateException.class);
    }
}
