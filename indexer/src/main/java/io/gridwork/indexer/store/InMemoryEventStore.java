package io.gridwork.indexer.store;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.QuarantinedLog;
import io.gridwork.indexer.event.RawLogSource;
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
    private final Map<EventSource, Coverage> coverage = new HashMap<>();
    private final Map<AddressParameter, FactoryChildren> children = new HashMap<>();

    @Override
    public List<Block> window() {
        return List.copyOf(blocks.values());
    }

    @Override
    public BlockRanges coverage(EventSource eventSource) {
        Coverage own = proved(eventSource);
        return RawLogSource.keptBy(eventSource) == KeepRaw.UNDECODED
                ? own.plus(proved(RawLogSource.of(KeepRaw.ALL, eventSource.selector())))
                        .blocks()
                : own.blocks();
    }

    @Override
    public Coverage recallable(EventSource eventSource) {
        Map<EventTable, BlockRanges> decoded = new HashMap<>();
        coverage.forEach((other, ranges) -> {
            if (other.selector().equals(eventSource.selector()) && !RawLogSource.is(other)) {
                decoded.put(other.table(), ranges.blocks());
            }
        });
        Coverage all = proved(RawLogSource.of(KeepRaw.ALL, eventSource.selector()));
        return Recallable.of(
                eventSource, all, proved(RawLogSource.of(KeepRaw.UNDECODED, eventSource.selector())), decoded);
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

    /** What was proved of the blocks of this event source. */
    public Coverage proved(EventSource eventSource) {
        return coverage.getOrDefault(eventSource, Coverage.NONE);
    }

    @Override
    public FactoryChildren children(AddressParameter parameter) {
        return children.computeIfAbsent(parameter, _ -> {
            FactoryChildren made = new FactoryChildren();
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
        children.forEach((parameter, known) -> batch.rows().forEach(row -> known.add(parameter, row)));
        Set<FactoryChildren.Place> explained =
                batch.rows().stream().map(EventRow::place).collect(Collectors.toSet());
        quarantined.removeIf(each -> explained.contains(FactoryChildren.Place.of(each.log())));
        for (QuarantinedLog each : batch.quarantined()) {
            FactoryChildren.Place place = FactoryChildren.Place.of(each.log());
            if (explained.contains(place)
                    || rows.stream().noneMatch(row -> row.place().equals(place))) add(each);
        }
        batch.kept().forEach(kept::remove);
        kept.addAll(batch.kept());
        batch.blocks().forEach(block -> blocks.putIfAbsent(block.number(), block));
        if (!blocks.isEmpty()) blocks.headMap(blocks.lastKey() - WINDOW, true).clear();
        batch.eventSources()
                .forEach(eventSource ->
                        coverage.put(eventSource, proved(eventSource).plus(batch.range(), batch.proof())));
    }

    /** If there are several reasons, the first in alphabetical order is kept: the result must not depend on the order of reading. */
    private void add(QuarantinedLog log) {
        boolean isFirst = quarantined.stream()
                .noneMatch(other ->
                        LOG_ORDER.compare(other, log) == 0 && other.reason().compareTo(log.reason()) <= 0);
        if (!isFirst) return;
        quarantined.remove(log);
        quarantined.add(log);
    }

    @Override
    public List<EventRow> rows(Set<EventSource> eventSources, BlockRange range) {
        Stream<EventRow> found = rows.stream()
                .filter(row -> range.contains(row.block())
                        && eventSources.stream().anyMatch(eventSource -> isOf(row, eventSource)));
        Stream<EventRow> raw = eventSources.stream()
                .filter(RawLogSource::is)
                .flatMap(eventSource -> kept.stream()
                        .filter(each -> range.contains(each.log().blockNumber())
                                && eventSource.selector().selects(each.log(), this::children))
                        .map(each -> EventRow.of(eventSource.table(), each)));
        return Stream.concat(found, raw).toList();
    }

    @Override
    public void replace(Batch batch) {
        rows.removeIf(row -> batch.range().contains(row.block())
                && batch.eventSources().stream().anyMatch(eventSource -> isOf(row, eventSource)));
        kept.removeIf(each -> batch.range().contains(each.log().blockNumber())
                && batch.eventSources().stream()
                        .anyMatch(eventSource -> RawLogSource.is(eventSource)
                                && eventSource.selector().selects(each.log(), this::children)));
        children.clear();
        write(batch);
    }

    private static boolean isOf(EventRow row, EventSource eventSource) {
        return eventSource.table().name().equals(row.table().name())
                && (eventSource.address() == null || eventSource.address().equals(row.address()));
    }

    private void revert(long ancestor) {
        rows.removeIf(row -> row.block() > ancestor);
        quarantined.removeIf(each -> each.log().blockNumber() > ancestor);
        kept.removeIf(each -> each.log().blockNumber() > ancestor);
        blocks.tailMap(ancestor, false).clear();
        children.values().forEach(known -> known.dropAbove(ancestor));
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
