package io.gridwork.indexer.event;

import io.gridwork.abi.EventSchema;
import java.util.List;

/**
 * All logs of an emitter as a feed: what is kept of them as the chain holds them is covered, read, audited and followed through
 * reorganisations as the rows of an event are.
 */
public final class RawFeed {
    /** As with an anonymous event, there is no topic that a node could be asked for, but only all logs of the contract. */
    private static final EventSchema ANY_LOG = new EventSchema("", List.of(), true);

    private static final List<Column> COLUMNS = List.of(
            new Column("topics", Storage.HEX, null, "bytes", "all topics, joined"),
            new Column("data", Storage.HEX, null, "bytes", "the data"));
    private static final EventTable ALL = new EventTable("_raw_log", "", ANY_LOG, COLUMNS);
    private static final EventTable UNDECODED = new EventTable("_raw_log:undecoded", "", ANY_LOG, COLUMNS);

    private RawFeed() {}

    /** @throws IllegalArgumentException for {@link KeepRaw#NONE}, which is no feed */
    @SuppressWarnings("MissingSummary")
    public static Feed of(KeepRaw keep, Emitter emitter) {
        if (keep == KeepRaw.NONE) throw new IllegalArgumentException("nothing is kept");
        return new Feed(keep == KeepRaw.ALL ? ALL : UNDECODED, emitter, null);
    }

    public static boolean is(Feed feed) {
        return keptBy(feed) != KeepRaw.NONE;
    }

    /** What the feed keeps; {@link KeepRaw#NONE} where it is an event. */
    public static KeepRaw keptBy(Feed feed) {
        return keptIn(feed.table().name());
    }

    /** As {@link #keptBy}, by the name that stands in {@code _coverage}. */
    public static KeepRaw keptIn(String table) {
        if (table.equals(ALL.name())) return KeepRaw.ALL;
        return table.equals(UNDECODED.name()) ? KeepRaw.UNDECODED : KeepRaw.NONE;
    }
}
