package io.gridwork.indexer.store;

import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.Mentions;
import io.gridwork.indexer.event.QuarantinedLog;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps everything in memory, for tests and for programs that want the rows themselves. Not safe to share between threads. */
public final class InMemoryEventStore implements EventStore {
    private static final Comparator<EventRow> ORDER = Comparator.comparing(
                    (EventRow row) -> row.table().name())
            .thenComparingLong(row -> row.log().blockNumber())
            .thenComparingInt(row -> row.log().logIndex());
    private static final Comparator<QuarantinedLog> LOG_ORDER = Comparator.comparingLong(
                    (QuarantinedLog each) -> each.log().blockNumber())
            .thenComparingInt(each -> each.log().logIndex());

    private final SortedSet<EventRow> rows = new TreeSet<>(ORDER);
    private final SortedSet<QuarantinedLog> quarantined = new TreeSet<>(LOG_ORDER);
    private final NavigableMap<Long, Block> blocks = new TreeMap<>();
    private final Map<Feed, Coverage> coverage = new HashMap<>();
    private final Map<AddressParameter, Mentions> mentions = new HashMap<>();

    @Override
    public List<Block> window() {
        return List.copyOf(blocks.values());
    }

    @Override
    public BlockRanges coverage(Feed feed) {
        return proved(feed).blocks();
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
        Set<LogEntry> explained = batch.rows().stream().map(EventRow::log).collect(Collectors.toSet());
        quarantined.removeIf(each -> explained.contains(each.log()));
        quarantined.removeAll(batch.quarantined());
        quarantined.addAll(batch.quarantined());
        batch.blocks().forEach(block -> blocks.putIfAbsent(block.number(), block));
        if (!blocks.isEmpty()) blocks.headMap(blocks.lastKey() - WINDOW, true).clear();
        batch.feeds().forEach(feed -> coverage.put(feed, proved(feed).plus(batch.range(), batch.proof())));
    }

    @Override
    public List<StoredRow> rows(Set<Feed> feeds, BlockRange range) {
        return rows.stream()
                .filter(row -> range.contains(row.log().blockNumber())
                        && feeds.stream().anyMatch(feed -> isOf(row, feed)))
                .map(StoredRow::of)
                .toList();
    }

    @Override
    public void replace(Batch batch) {
        rows.removeIf(row -> batch.range().contains(row.log().blockNumber())
                && batch.feeds().stream().anyMatch(feed -> isOf(row, feed)));
        mentions.clear();
        write(batch);
    }

    private static boolean isOf(EventRow row, Feed feed) {
        return feed.table().name().equals(row.table().name())
                && (feed.address() == null || feed.address().equals(row.log().address()));
    }

    private void revert(long ancestor) {
        rows.removeIf(row -> row.log().blockNumber() > ancestor);
        quarantined.removeIf(each -> each.log().blockNumber() > ancestor);
        blocks.tailMap(ancestor, false).clear();
        mentions.values().forEach(known -> known.dropAbove(ancestor));
        coverage.replaceAll((_, ranges) -> ranges.upTo(ancestor));
    }

    /** By table, block and log index. */
    public List<EventRow> rows() {
        return List.copyOf(rows);
    }

    /** By block and log index. */
    public List<QuarantinedLog> quarantined() {
        return List.copyOf(quarantined);
    }

    @Override
    public void close() {}
}
