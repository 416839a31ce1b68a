package io.gridwork.indexer.store;

import io.gridwork.abi.Hash32;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.FactoryChildren;
import java.util.List;
import java.util.Set;

/**
 * Where event rows are kept. One writer at a time; a batch is there as a whole or not at all, also when the process or the
 * machine dies in the middle of it.
 */
public interface EventStore extends AutoCloseable {
    /** How many of the newest blocks are remembered: the deepest reorganisation that can be followed. */
    int WINDOW = 256;

    /** The newest blocks written, ascending, at most {@link #WINDOW} deep. Not every block between them need be there. */
    List<Block> window();

    /** The blocks whose logs of this event source are complete. */
    BlockRanges coverage(EventSource eventSource);

    /** What the rows written so far name by this parameter. It grows and shrinks with the rows. */
    FactoryChildren children(AddressParameter parameter);

    void write(Batch batch);

    /** The blocks whose logs of this event are all kept as the chain holds them, with what was proved when they were read. */
    Coverage recallable(EventSource eventSource);

    /**
     * Logs kept of the first blocks of a range: of as many as hold some thousands, at least one.
     *
     * @param topics0 first topics wanted; empty for all
     */
    RawPart raw(Set<Hash32> topics0, BlockRange range);

    /** The rows of these event sources in the range, by table, block and log index. */
    List<EventRow> rows(Set<EventSource> eventSources, BlockRange range);

    /** As {@link #write}, in place of what there is of the batch's event sources in its range. */
    void replace(Batch batch);

    @Override
    void close();
}
