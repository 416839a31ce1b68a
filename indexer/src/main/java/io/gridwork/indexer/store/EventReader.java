package io.gridwork.indexer.store;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.FactoryChildren;
import java.util.List;
import java.util.Set;

/** What an event store holds. */
public interface EventReader extends AutoCloseable {
    /** The newest blocks written, ascending, at most {@link EventStore#WINDOW} deep. Not every block between them need be there. */
    List<Block> window();

    /** The blocks whose logs of this event source are complete. */
    BlockRanges coverage(EventSource eventSource);

    /** The factory children that the rows written so far name by this parameter. They change with the rows. */
    FactoryChildren children(AddressParameter parameter);

    /** The blocks whose raw logs of this event are all kept, with what was proved when they were read. */
    Coverage recallable(EventSource eventSource);

    /**
     * Raw logs of the first blocks of a range: of as many as hold some thousands, at least one.
     *
     * @param topics0 first topics wanted; empty for all
     */
    RawPart raw(Set<Hash32> topics0, BlockRange range);

    /** The rows of these event sources in the range, by table, block and log index. */
    List<EventRow> rows(Set<EventSource> eventSources, BlockRange range);

    @Override
    void close();
}
