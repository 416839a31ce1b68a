package io.gridwork.indexer.store;

import io.gridwork.abi.Hash32;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.Mentions;
import io.gridwork.indexer.event.QuarantinedLog;
import io.gridwork.indexer.event.RawFeed;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps everything in memory, for tests and for programs that want the rows themselves. Not safe to share between threads. */
public final class InMemoryEventStore implements EventStore {
    private static final Comparator<EventRow> ORDER = Comparator.comparing(
                    (EventRow row) -> row.table().name())
            .thenComparingLong(row -> row.block())
            .thenComparingInt(row -> row.logIndex());
    private static final Comparator<QuarantinedLog> LOG_ORDER = Comparator.comparingLong(
                    (QuarantinedLog each) -> each.log().blockNumber())
            .thenComparingInt(each -> each.log().logIndex());

    private static final Comparator<KeptLog> KEPT_ORDER = Comparator.comparingLong(
                    (KeptLog each) -> each.log().blockNumber())
            .thenComparingInt(each -> each.log().logIndex());

    private final SortedSet<EventRow> rows = new TreeSet<>(ORDER);
    private final SortedSet<QuarantinedLog> quarantined = new TreeSet<>(LOG_ORDER);
    private final NavigableSet<KeptLog> kept = new TreeSet<>(KEPT_ORDER);
    private final NavigableMap<Long, Block> blocks = new TreeMap<>();
    private final Map<Feed, Coverage> coverage = new HashMap<>();
    private final Map<AddressParameter, Mentions> mentions = new HashMap<>();

    @Override
    public List<Block> window() {
        return List.copyOf(blocks.values());
    }

    @Override
    public BlockRanges coverage(Feed feed) {
        Coverage own = proved(feed);
        return RawFeed.keptBy(feed) == KeepRaw.UNDECODED
                ? own.plus(proved(RawFeed.of(KeepRaw.ALL, feed.emitter()))).blocks()
                : own.blocks();
    }

    @Override
    public Coverage recallable(Feed feed) {
        Map<EventTable, BlockRanges> decoded = new HashMap<>();
        coverage.forEach((other, ranges) -> {
            if (other.emitter().equals(feed.emitter()) && !RawFeed.is(other)) {
                decoded.put(other.table(), ranges.blocks());
            }
        });
        Coverage all = proved(RawFeed.of(KeepRaw.ALL, feed.emitter()));
        return Recallable.of(feed, all, proved(RawFeed.of(KeepRaw.UNDECODED, feed.emitter())), decoded);
    }

    @Override
    public RawPart raw(Set<Hash32> topics0, BlockRange range) {
        return new RawPart(
                range,
                kept.stream()
                        .filter(each -> range.contains(each.log().blockNumber())
                                && (topics0.isEmpty()
                                        || (!each.log().topics().isEmpty()
                                                && topics0.contains(
                                                        each.log().topics().getFirst()))))
                        .toList());
    }

    /** What was proved of the blocks of this feed. */
    public Coverage proved(Feed feed) {
        return coverage.getOrDefault(feed, Coverage.NONE);
    }

    @Override
    public Mentions mentions(AddressParameter parameter) {
        return mentions.computeIfAbsent(parameter, _ -> {
            Mentions made = new Mentions();
            rows.forEach(row -> made.add(parameter, row));
            return made;
        });
    }

    @Override
    public void write(Batch batch) {
        if (batch.ancestor() != null) revert(batch.ancestor());
        for (EventRow row : batch.rows()) {
            if (!rows.add(row)) throw new IllegalStateException("there is a row already at the place of " + row);
        }
        mentions.forEach((parameter, known) -> batch.rows().forEach(row -> known.add(parameter, row)));
        Set<Mentions.Place> explained =
                batch.rows().stream().map(EventRow::place).collect(Collectors.toSet());
        quarantined.removeIf(each -> explained.contains(Mentions.Place.of(each.log())));
        for (QuarantinedLog each : batch.quarantined()) {
            Mentions.Place place = Mentions.Place.of(each.log());
            if (explained.contains(place)
                    || rows.stream().noneMatch(row -> row.place().equals(place))) add(each);
        }
        batch.kept().forEach(kept::remove);
        kept.addAll(batch.kept());
        batch.blocks().forEach(block -> blocks.putIfAbsent(block.number(), block));
        if (!blocks.isEmpty()) blocks.headMap(blocks.lastKey() - WINDOW, true).clear();
        batch.feeds().forEach(feed -> coverage.put(feed, proved(feed).plus(batch.range(), batch.proof())));
    }

    /** Of several reasons the first of the alphabet, whichever came first. */
    private void add(QuarantinedLog log) {
        boolean isFirst = quarantined.stream()
                .noneMatch(other ->
                        LOG_ORDER.compare(other, log) == 0 && other.reason().compareTo(log.reason()) <= 0);
        if (!isFirst) return;
        quarantined.remove(log);
        quarantined.add(log);
    }

    @Override
    public List<EventRow> rows(Set<Feed> feeds, BlockRange range) {
        Stream<EventRow> found = rows.stream()
                .filter(row -> range.contains(row.block()) && feeds.stream().anyMatch(feed -> isOf(row, feed)));
        Stream<EventRow> raw = feeds.stream()
                .filter(RawFeed::is)
                .flatMap(feed -> kept.stream()
                        .filter(each -> range.contains(each.log().blockNumber())
                                && feed.emitter().emitted(each.log(), this::mentions))
                        .map(each -> EventRow.of(feed.table(), each)));
        return Stream.concat(found, raw).toList();
    }

    @Override
    public void replace(Batch batch) {
        rows.removeIf(row ->
                batch.range().contains(row.block()) && batch.feeds().stream().anyMatch(feed -> isOf(row, feed)));
        kept.removeIf(each -> batch.range().contains(each.log().blockNumber())
                && batch.feeds().stream()
                        .anyMatch(feed -> RawFeed.is(feed) && feed.emitter().emitted(each.log(), this::mentions)));
        mentions.clear();
        write(batch);
    }

    private static boolean isOf(EventRow row, Feed feed) {
        return feed.table().name().equals(row.table().name())
                && (feed.address() == null || feed.address().equals(row.address()));
    }

    private void revert(long ancestor) {
        rows.removeIf(row -> row.block() > ancestor);
        quarantined.removeIf(each -> each.log().blockNumber() > ancestor);
        kept.removeIf(each -> each.log().blockNumber() > ancestor);
        blocks.tailMap(ancestor, false).clear();
        mentions.values().forEach(known -> known.dropAbove(ancestor));
        coverage.replaceAll((_, ranges) -> ranges.upTo(ancestor));
    }

    /** By table, block and log index. */
    public List<EventRow> rows() {
        return List.copyOf(rows);
    }

    /** By block and log index. */
    public List<KeptLog> kept() {
        return List.copyOf(kept);
    }

    /** By block and log index. */
    public List<QuarantinedLog> quarantined() {
        return List.copyOf(quarantined);
    }

    @Override
    public void close() {}
}
