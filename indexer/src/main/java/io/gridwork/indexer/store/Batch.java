package io.gridwork.indexer.store;

import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.Proof;
import io.gridwork.indexer.event.QuarantinedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction writes: all rows of {@code eventSources} in {@code range}, the coverage that says so, and the blocks they
 * rest on. Rows of contracts that it makes known may lie below the range: in blocks covered before, in which they were not asked
 * for.
 *
 * @param ancestor for a reorganisation: the newest block that both branches share. Everything above it, of every event source, is
 *     deleted first, in the same transaction
 * @param kept logs to be kept as the chain holds them
 * @param proof what was checked of {@code range}
 * @param blocks ascending; those of {@code range} by which a later reorganisation is to be seen
 */
public record Batch(
        @Nullable Long ancestor,
        BlockRange range,
        Set<EventSource> eventSources,
        List<Block> blocks,
        List<EventRow> rows,
        List<QuarantinedLog> quarantined,
        List<KeptLog> kept,
        Proof proof) {
    /** Objects of a row without its texts, and of a log without its data. */
    private static final long ROW_BYTES = 200;

    private static final long TEXT_BYTES = 40;
    private static final long LOG_BYTES = 500;

    public Batch {
        eventSources = Set.copyOf(eventSources);
        blocks = List.copyOf(blocks);
    }

    /** Of which nothing was checked, and nothing is kept. */
    public Batch(
            @Nullable Long ancestor,
            BlockRange range,
            Set<EventSource> eventSources,
            List<Block> blocks,
            List<EventRow> rows,
            List<QuarantinedLog> quarantined) {
        this(ancestor, range, eventSources, blocks, rows, quarantined, List.of(), Proof.NONE);
    }

    /** This with more of the same. */
    public Batch with(List<EventRow> moreRows, List<QuarantinedLog> moreQuarantined, List<KeptLog> moreKept) {
        return new Batch(
                ancestor,
                range,
                eventSources,
                blocks,
                joined(rows, moreRows),
                joined(quarantined, moreQuarantined),
                joined(kept, moreKept),
                proof);
    }

    /** What it takes of the memory, by estimate. */
    public long bytes() {
        return rows.stream().mapToLong(Batch::bytes).sum()
                + kept.stream()
                        .mapToLong(each -> LOG_BYTES + each.log().data().size())
                        .sum();
    }

    private static long bytes(EventRow row) {
        long bytes = ROW_BYTES;
        for (Object value : row.values()) {
            if (value instanceof String text) bytes += TEXT_BYTES + text.length();
        }
        return bytes;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
