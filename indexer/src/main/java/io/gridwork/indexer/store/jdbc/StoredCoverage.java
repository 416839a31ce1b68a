package io.gridwork.indexer.store.jdbc;

import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.Recallable;
import io.gridwork.indexer.store.jdbc.SystemTables.EventSourceKey;
import java.util.HashMap;
import java.util.Map;

/** What a file covers, as of its last transaction. */
final class StoredCoverage {
    private final Map<EventSourceKey, Coverage> known;
    private final Map<String, EventTable> tables;

    /** @param tables the event tables of the file, by their names */
    StoredCoverage(Map<EventSourceKey, Coverage> known, Map<String, EventTable> tables) {
        this.known = new HashMap<>(known);
        this.tables = tables;
    }

    /** Where all logs are kept, those that no event explains are too. */
    Coverage of(EventSource eventSource) {
        return RawLogSource.keptBy(eventSource) == KeepRaw.UNDECODED
                ? own(eventSource).plus(raw(KeepRaw.ALL, eventSource))
                : own(eventSource);
    }

    private Coverage own(EventSource eventSource) {
        return known.getOrDefault(EventSourceKey.of(eventSource), Coverage.NONE);
    }

    private Coverage raw(KeepRaw keep, EventSource eventSource) {
        return own(RawLogSource.of(keep, eventSource.selector()));
    }

    Coverage recallable(EventSource eventSource) {
        Coverage all = raw(KeepRaw.ALL, eventSource);
        Coverage undecoded = raw(KeepRaw.UNDECODED, eventSource);
        if (undecoded.parts().isEmpty()) return all;
        Map<EventTable, BlockRanges> decoded = new HashMap<>();
        known.forEach((key, coverage) -> {
            EventTable table = tables.get(key.table());
            if (table != null && key.address().equals(eventSource.selectorName()))
                decoded.put(table, coverage.blocks());
        });
        return Recallable.of(eventSource, all, undecoded, decoded);
    }

    /** What the batch changes. */
    Map<EventSourceKey, Coverage> after(Batch batch) {
        Map<EventSourceKey, Coverage> changed = new HashMap<>();
        Long ancestor = batch.ancestor();
        if (ancestor != null) known.forEach((eventSource, ranges) -> changed.put(eventSource, ranges.upTo(ancestor)));
        for (EventSource eventSource : batch.eventSources()) {
            EventSourceKey key = EventSourceKey.of(eventSource);
            Coverage before = changed.containsKey(key) ? changed.get(key) : own(eventSource);
            changed.put(key, before.plus(batch.range(), batch.proof()));
        }
        return changed;
    }

    void change(Map<EventSourceKey, Coverage> changed) {
        known.putAll(changed);
    }
}
