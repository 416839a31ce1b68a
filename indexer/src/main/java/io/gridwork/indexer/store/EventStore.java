package io.gridwork.indexer.store;

/**
 * Where event rows are kept. One writer at a time; a batch is there as a whole or not at all, also when the process or the
 * machine dies in the middle of it.
 */
public interface EventStore extends EventReader {
    /** How many of the newest blocks are remembered: the deepest reorganisation that can be followed. */
    int WINDOW = 256;

    void write(Batch batch);

    /** As {@link #write}, in place of what there is of the batch's event sources in its range. */
    void replace(Batch batch);
}
