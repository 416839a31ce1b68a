package io.gridwork.chain;

/** Blocks {@code from} to {@code to}, both included; never empty. */
public record BlockRange(long from, long to) {
    public BlockRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("not a block range: " + from + " to " + to);
        }
    }

    /** How many blocks. */
    public long span() {
        return to - from + 1;
    }

    public boolean contains(long block) {
        return from <= block && block <= to;
    }

    @Override
    public String toString() {
        return from == to ? "block " + from : "blocks " + from + "–" + to;
    }
}
