package io.gridwork.indexer.store.jdbc;

import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawFeed;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.Recallable;
import io.gridwork.indexer.store.jdbc.SystemTables.FeedKey;
import java.util.HashMap;
import java.util.Map;

/** What a file covers, as of its last transaction. */
final class StoredCoverage {
    private final Map<FeedKey, Coverage> known;
    private final Map<String, EventTable> tables;

    /** @param tables the event tables of the file, by their names */
    StoredCoverage(Map<FeedKey, Coverage> known, Map<String, EventTable> tables) {
        this.known = new HashMap<>(known);
        this.tables = tables;
    }

    /** Where all logs are kept, those that no event explains are too. */
    Coverage of(Feed feed) {
        return RawFeed.keptBy(feed) == KeepRaw.UNDECODED ? own(feed).plus(raw(KeepRaw.ALL, feed)) : own(feed);
    }

    private Coverage own(Feed feed) {
        return known.getOrDefault(FeedKey.of(feed), Coverage.NONE);
    }

    private Coverage raw(KeepRaw keep, Feed feed) {
        return own(RawFeed.of(keep, feed.emitter()));
    }

    Coverage recallable(Feed feed) {
        Coverage all = raw(KeepRaw.ALL, feed);
        Coverage undecoded = raw(KeepRaw.UNDECODED, feed);
        if (undecoded.parts().isEmpty()) return all;
        Map<EventTable, BlockRanges> decoded = new HashMap<>();
        known.forEach((key, coverage) -> {
            EventTable table = tables.get(key.table());
            if (table != null && key.address().equals(feed.emitterName())) decoded.put(table, coverage.blocks());
        });
        return Recallable.of(feed, all, undecoded, decoded);
    }

    /** What the batch changes. */
    Map<FeedKey, Coverage> after(Batch batch) {
        Map<FeedKey, Coverage> changed = new HashMap<>();
        Long ancestor = batch.ancestor();
        if (ancestor != null) known.forEach((feed, ranges) -> changed.put(feed, ranges.upTo(ancestor)));
        for (Feed feed : batch.feeds()) {
            FeedKey key = FeedKey.of(feed);
            Coverage before = changed.containsKey(key) ? changed.get(key) : own(feed);
            changed.put(key, before.plus(batch.range(), batch.proof()));
        }
        return changed;
    }

    void change(Map<FeedKey, Coverage> changed) {
        known.putAll(changed);
    }
}
