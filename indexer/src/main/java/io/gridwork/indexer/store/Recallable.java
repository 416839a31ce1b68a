package io.gridwork.indexer.store;

import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import java.util.Map;

/** Where an event can be decoded from what is kept, without a node. */
public final class Recallable {
    private Recallable() {}

    /**
     * As {@link EventStore#recallable}. Where only undecoded logs are kept, an event that is covered and whose logs look alike may
     * have had them, and then they are not kept.
     *
     * @param all where all logs of the event source's contracts are kept
     * @param undecoded where those are kept that no event of the same contracts explained
     * @param decoded what is covered of the same contracts' events
     */
    public static Coverage of(
            EventSource eventSource, Coverage all, Coverage undecoded, Map<EventTable, BlockRanges> decoded) {
        Coverage recallable = undecoded;
        for (Map.Entry<EventTable, BlockRanges> each : decoded.entrySet()) {
            if (mayBeAlike(each.getKey().schema(), eventSource.table().schema())) {
                recallable = recallable.minus(each.getValue());
            }
        }
        return recallable.plus(all);
    }

    private static boolean mayBeAlike(EventSchema one, EventSchema other) {
        return one.anonymous()
                || other.anonymous()
                || (one.topicCount() == other.topicCount() && one.topic0().equals(other.topic0()));
    }
}
