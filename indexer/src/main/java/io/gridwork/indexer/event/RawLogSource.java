package io.gridwork.indexer.event;

import io.gridwork.abi.EventSchema;
import java.util.List;

/**
 * All logs of the selected contracts as one event source. Raw logs are covered, read, audited and rolled back by a reorganisation in the
 * same way as the rows of an event.
 */
public final class RawLogSource {
    /** As with an anonymous event, there is no topic that a node could be asked for, but only all logs of the contract. */
    private static final EventSchema ANY_LOG = new EventSchema("", List.of(), true);

    private static final List<Column> COLUMNS = List.of(
            new Column("topics", Storage.HEX, null, "bytes", "all topics, joined"),
            new Column("data", Storage.HEX, null, "bytes", "the data"));
    private static final EventTable ALL = new EventTable("_raw_log", "", ANY_LOG, COLUMNS);
    private static final EventTable UNDECODED = new EventTable("_raw_log:undecoded", "", ANY_LOG, COLUMNS);

    private RawLogSource() {}

    /** @throws IllegalArgumentException for {@link KeepRaw#NONE}, which is no event source */
    @SuppressWarnings("MissingSummary")
    public static EventSource of(KeepRaw keep, ContractSelector selector) {
        if (keep == KeepRaw.NONE) throw new IllegalArgumentException("nothing is kept");
        return new EventSource(keep == KeepRaw.ALL ? ALL : UNDECODED, selector, null);
    }

    public static boolean is(EventSource eventSource) {
        return keptBy(eventSource) != KeepRaw.NONE;
    }

    /** What the event source keeps; {@link KeepRaw#NONE} where it is an event. */
    public static KeepRaw keptBy(EventSource eventSource) {
        return keptIn(eventSource.table().name());
    }

    /** As {@link #keptBy}, by the name that stands in {@code _coverage}. */
    public static KeepRaw keptIn(String table) {
        if (table.equals(ALL.name())) return KeepRaw.ALL;
        return table.equals(UNDECODED.name()) ? KeepRaw.UNDECODED : KeepRaw.NONE;
    }
}
