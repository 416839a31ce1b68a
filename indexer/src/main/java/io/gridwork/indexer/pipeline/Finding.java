package io.gridwork.indexer.pipeline;

import io.gridwork.chain.BlockRange;

/**
 * What an audit found in a table.
 *
 * @param range from the first to the last block concerned
 * @param rows how many rows
 * @param first the first of them, for people
 */
public record Finding(BlockRange range, String table, Kind kind, long rows, String first) {
    /** What is wrong. */
    public enum Kind {
        /** The chain has the log, the table no row. */
        MISSING,
        /** The table has a row, the chain no such log. */
        EXTRA,
        /** Both have it, with other values. */
        DIFFERENT
    }

    Finding and(Finding next) {
        return new Finding(
                new BlockRange(Math.min(range.from(), next.range.from()), Math.max(range.to(), next.range.to())),
                table,
                kind,
                rows + next.rows,
                first);
    }
}
