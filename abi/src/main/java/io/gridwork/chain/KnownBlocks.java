package io.gridwork.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest blocks that a reader has, oldest first, without gaps, and no more than a window of them. */
final class KnownBlocks {
    private final int window;
    private final List<BlockRef> blocks = new ArrayList<>();

    KnownBlocks(int window, List<BlockRef> start) {
        this.window = window;
        for (BlockRef block : start) add(block);
    }

    /** @throws IllegalArgumentException when it does not follow the newest one */
    void add(BlockRef block) {
        BlockRef tip = tip();
        if (tip != null && block.number() != tip.number() + 1) {
            throw new IllegalArgumentException(
                    block + " does not follow " + tip + "; give known blocks oldest first, without gaps");
        }
        blocks.add(block);
        if (blocks.size() > window) blocks.removeFirst();
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** The newest; null when there is none. */
    @Nullable BlockRef tip() {
        return blocks.isEmpty() ? null : blocks.getLast();
    }

    /** The block of that number; null when it is not known. */
    @Nullable BlockRef at(long number) {
        if (blocks.isEmpty()) return null;
        long index = number - blocks.getFirst().number();
        return index < 0 || index >= blocks.size() ? null : blocks.get((int) index);
    }

    long oldest() {
        return blocks.getFirst().number();
    }

    /** Blocks above that number, newest first. */
    List<BlockRef> above(long number) {
        return blocks.reversed().stream()
                .filter(block -> block.number() > number)
                .toList();
    }

    void dropAbove(long number) {
        blocks.removeIf(block -> block.number() > number);
    }
}
