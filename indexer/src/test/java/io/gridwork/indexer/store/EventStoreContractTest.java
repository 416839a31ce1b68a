package io.gridwork.indexer.store;

import static io.gridwork.indexer.canned.Tokens.block;
import static io.gridwork.indexer.canned.Tokens.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.Proof;
import io.gridwork.indexer.event.QuarantinedLog;
import io.gridwork.indexer.event.RawLogSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

    /** Block and reason of each quarantined log. */
    protected abstract List<List<Object>> quarantined();

    private List<Long> quarantinedBlocks() {
        return quarantined().stream().map(each -> (Long) each.getFirst()).toList();
    }

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
        return new Batch(
                ancestor, new BlockRange(from, to), Set.of(Tokens.TRANSFER_SOURCE), blocks, List.of(rows), List.of());
    }

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(store.window()).isEmpty();
        assertThat(store.coverage(Tokens.TRANSFER_SOURCE)).isEqualTo(BlockRanges.NONE);
        assertThat(transfers()).isEmpty();
    }

    @Test
    void aBatchBringsRowsBlocksAndCoverage() {
        store.write(batch(null, 5, 7, 0, row(CannedChain.TOKEN, 5, 0, 10), row(CannedChain.TOKEN, 7, 3, 20)));
        assertThat(transfers()).containsExactly(List.of(5L, 0L, "10"), List.of(7L, 3L, "20"));
        assertThat(store.window()).containsExactly(block(5, 0), block(6, 0), block(7, 0));
        assertThat(store.coverage(Tokens.TRANSFER_SOURCE).ranges()).containsExactly(new BlockRange(5, 7));
        assertThat(store.coverage(Tokens.OTHER_SOURCE)).isEqualTo(BlockRanges.NONE);
    }

    @Test
    void coverageGrowsTogether() {
        store.write(batch(null, 0, 4, 0));
        store.write(batch(null, 10, 14, 0));
        assertThat(store.coverage(Tokens.TRANSFER_SOURCE).ranges())
                .containsExactly(new BlockRange(0, 4), new BlockRange(10, 14));
        store.write(batch(null, 5, 9, 0));
        assertThat(store.coverage(Tokens.TRANSFER_SOURCE).ranges()).containsExactly(new BlockRange(0, 14));
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
        assertThat(store.coverage(Tokens.TRANSFER_SOURCE).ranges()).containsExactly(new BlockRange(0, 6));
    }

    @Test
    void anAncestorTakesAwayQuarantinedLogsToo() {
        for (long block : List.of(2L, 8L)) {
            store.write(new Batch(
                    null,
                    new BlockRange(block, block),
                    Set.of(Tokens.TRANSFER_SOURCE),
                    List.of(),
                    List.of(),
                    List.of(new QuarantinedLog(Tokens.log(CannedChain.TOKEN, block, 0, 1), 1, "of another shape"))));
        }
        assertThat(quarantinedBlocks()).containsExactly(2L, 8L);
        store.write(batch(5L, 6, 6, 1));
        assertThat(quarantinedBlocks()).containsExactly(2L);
    }

    private static Batch quarantining(EventSource eventSource, long block, List<EventRow> rows, String... reasons) {
        LogEntry log = Tokens.log(CannedChain.TOKEN, block, 0, 1);
        return new Batch(
                null,
                new BlockRange(block, block),
                Set.of(eventSource),
                List.of(),
                rows,
                Stream.of(reasons)
                        .map(reason -> new QuarantinedLog(log, 1, reason))
                        .toList());
    }

    @Test
    void theReasonForQuarantineDoesNotDependOnTheOrderOfContracts() {
        EventSource other = new EventSource(RENAMED, CannedChain.TOKEN);
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 1, List.of(), "a", "b"));
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 2, List.of(), "b", "a"));
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 3, List.of(), "a"));
        store.write(quarantining(other, 3, List.of(), "b"));
        store.write(quarantining(other, 4, List.of(), "b"));
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 4, List.of(), "a"));
        assertThat(quarantined())
                .containsExactly(List.of(1L, "a"), List.of(2L, "a"), List.of(3L, "a"), List.of(4L, "a"));
    }

    @Test
    void aLogWithARowIsNoMoreInQuarantineWhicheverContractCameFirst() {
        EventSource other = new EventSource(OTHER_SHAPE, CannedChain.TOKEN);
        store.write(quarantining(other, 1, List.of(), "of another shape"));
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 1, List.of(row(CannedChain.TOKEN, 1, 0, 1))));
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 2, List.of(row(CannedChain.TOKEN, 2, 0, 1))));
        store.write(quarantining(other, 2, List.of(), "of another shape"));
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void aLogWhoseRowIsNotAllThatItSaysStaysInQuarantine() {
        EventSource other = new EventSource(OTHER_SHAPE, CannedChain.TOKEN);
        store.write(quarantining(other, 1, List.of(), "of another shape"));
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 1, List.of(row(CannedChain.TOKEN, 1, 0, 1)), "stray bytes"));
        store.write(quarantining(Tokens.TRANSFER_SOURCE, 2, List.of(row(CannedChain.TOKEN, 2, 0, 1)), "stray bytes"));
        store.write(quarantining(other, 2, List.of(), "of another shape"));
        assertThat(quarantined()).containsExactly(List.of(1L, "stray bytes"), List.of(2L, "stray bytes"));
    }

    @Test
    void onlyTheNewestBlocksAreRemembered() {
        store.write(batch(null, 0, 299, 0));
        store.write(batch(null, 300, 400, 0));
        assertThat(store.window()).hasSize(EventStore.WINDOW);
        assertThat(store.window().getFirst()).isEqualTo(block(400 - EventStore.WINDOW + 1, 0));
    }

    private static final EventTable OTHER_SHAPE = table("Transfer", 3);
    private static final EventTable RENAMED = table("Transfer", 2);
    private static final EventTable UNHEARD = table("Unheard", 2);

    /** Of the token: {@code (address, address, uint256)}, the first ones indexed. */
    private static EventTable table(String event, int indexed) {
        String inputs = IntStream.range(0, 3)
                .mapToObj(i -> "{\"name\":\"p" + i + "\",\"type\":\"" + (i < 2 ? "address" : "uint256")
                        + "\",\"indexed\":" + (i < indexed) + "}")
                .collect(Collectors.joining(","));
        String abi = "[{\"type\":\"event\",\"name\":\"" + event + "\",\"inputs\":[" + inputs + "]}]";
        return EventTables.of(Map.of("added", ContractAbi.parse(abi).events())).getFirst();
    }

    private static KeptLog kept(long block, int index) {
        return new KeptLog(Tokens.log(CannedChain.TOKEN, block, index, block * 1_000_000), 1000 + block);
    }

    private static Batch keeping(@Nullable Long ancestor, KeepRaw keep, long from, long to, KeptLog... kept) {
        EventSource raw = RawLogSource.of(keep, Tokens.TRANSFER_SOURCE.selector());
        return new Batch(
                ancestor,
                new BlockRange(from, to),
                Set.of(Tokens.TRANSFER_SOURCE, raw),
                List.of(),
                List.of(),
                List.of(),
                List.of(kept),
                PROVED);
    }

    private static final Proof PROVED = new Proof(true, true, false);

    private List<KeptLog> raw(long from, long to) {
        return store.raw(Set.of(), new BlockRange(from, to)).logs();
    }

    private static List<List<Object>> places(List<KeptLog> logs) {
        return logs.stream()
                .map(each ->
                        List.<Object>of(each.log().blockNumber(), each.log().logIndex()))
                .toList();
    }

    @Test
    void keptLogsComeBackAsTheyWereAndGoWithTheirBlocks() {
        store.write(keeping(null, KeepRaw.ALL, 0, 9, kept(3, 0), kept(3, 1), kept(8, 0)));
        LogEntry log = raw(3, 3).getLast().log();
        LogEntry written = kept(3, 1).log();
        assertThat(List.of(log.address(), log.topics(), log.data(), log.txHash(), log.txIndex(), log.logIndex()))
                .isEqualTo(List.of(
                        written.address(),
                        written.topics(),
                        written.data(),
                        written.txHash(),
                        written.txIndex(),
                        written.logIndex()));
        assertThat(raw(3, 3).getLast().blockTimestamp()).isEqualTo(1003);
        store.write(keeping(5L, KeepRaw.ALL, 6, 7, kept(7, 0)));
        assertThat(places(raw(0, 9))).containsExactly(List.of(3L, 0), List.of(3L, 1), List.of(7L, 0));
        assertThat(store.coverage(RawLogSource.of(KeepRaw.ALL, Tokens.TRANSFER_SOURCE.selector()))
                        .ranges())
                .containsExactly(new BlockRange(0, 7));
    }

    @Test
    void keptLogsAreFoundByTheirFirstTopic() {
        store.write(keeping(null, KeepRaw.ALL, 0, 9, kept(3, 0)));
        assertThat(store.raw(Set.of(CannedChain.TRANSFER), new BlockRange(0, 9)).logs())
                .hasSize(1);
        assertThat(store.raw(Set.of(Hash32.ZERO), new BlockRange(0, 9)).logs()).isEmpty();
    }

    @Test
    void whereAllIsKeptEveryEventCanBeDecodedWithTheProofOfItsLogs() {
        store.write(keeping(null, KeepRaw.ALL, 3, 9));
        EventSource added = new EventSource(RENAMED, CannedChain.TOKEN);
        assertThat(store.recallable(added).parts()).containsExactly(new Coverage.Part(new BlockRange(3, 9), PROVED));
        assertThat(store.recallable(new EventSource(RENAMED, CannedChain.OTHER)))
                .isEqualTo(Coverage.NONE);
        assertThat(store.coverage(RawLogSource.of(KeepRaw.UNDECODED, Tokens.TRANSFER_SOURCE.selector()))
                        .ranges())
                .containsExactly(new BlockRange(3, 9));
    }

    @Test
    void whereTheUndecodedAreKeptAnEventCanBeDecodedUnlessItsLogsWere() {
        store.write(keeping(null, KeepRaw.UNDECODED, 3, 9));
        for (EventTable table : List.of(UNHEARD, OTHER_SHAPE)) {
            assertThat(store.recallable(new EventSource(table, CannedChain.TOKEN))
                            .blocks()
                            .ranges())
                    .containsExactly(new BlockRange(3, 9));
        }
        assertThat(store.recallable(new EventSource(RENAMED, CannedChain.TOKEN)))
                .isEqualTo(Coverage.NONE);
    }

    @Test
    void replacingPutsOtherKeptLogsInPlaceOfThoseOfTheRange() {
        store.write(keeping(null, KeepRaw.ALL, 0, 9, kept(3, 0), kept(4, 0), kept(8, 0)));
        EventSource raw = RawLogSource.of(KeepRaw.ALL, Tokens.TRANSFER_SOURCE.selector());
        store.replace(new Batch(
                null, new BlockRange(3, 5), Set.of(raw), List.of(), List.of(), List.of(), List.of(kept(5, 2)), PROVED));
        assertThat(places(raw(0, 9))).containsExactly(List.of(5L, 2), List.of(8L, 0));
        assertThat(store.rows(Set.of(raw), new BlockRange(5, 9))).hasSize(2);
    }

    @Test
    void twoRowsInOnePlaceAreRefused() {
        store.write(batch(null, 0, 9, 0, row(CannedChain.TOKEN, 3, 0, 1)));
        assertThatThrownBy(() -> store.write(batch(null, 10, 12, 0, row(CannedChain.TOKEN, 3, 0, 2))))
                .isInstanceOfAny(StoreException.class, IllegalStateException.class);
    }
}
