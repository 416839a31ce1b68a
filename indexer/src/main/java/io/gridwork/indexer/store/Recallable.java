package io.gridwork.indexer.store;

import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import java.util.Map;

/** The blocks in which an event can be decoded from raw logs, without a node. */
public final class Recallable {
    private Recallable() {}

    /**
     * As {@link EventReader#recallable}. With {@code --keep-raw undecoded} a log is not kept if another event explained it. So a block
     * does not count if an event with the same topic is covered there.
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
