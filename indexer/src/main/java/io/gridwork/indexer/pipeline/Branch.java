package io.gridwork.indexer.pipeline;

import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.store.EventStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the blocks in the store with the chain that the node has now. */
sealed interface Branch {
    /** The newest block in the store is on the chain, or the store is empty. */
    record Same() implements Branch {}

    /** The head of the node is older than the newest block in the store. The blocks that it has are the same. */
    record NodeLagging() implements Branch {}

    /** A reorganisation: {@code ancestor} is the newest block written that the chain still has. */
    record Diverged(Block ancestor) implements Branch {}

    /**
     * Compares.
     *
     * @param written the blocks remembered, ascending
     * @throws Refusal when none of them is of the chain any more
     */
    static Branch compare(List<Block> written, BlockHeader head, LogReader source) {
        if (written.isEmpty()) return new Same();
        Block newest = written.getLast();
        if (newest.number() <= head.number()) {
            return isOnChain(newest, head, source) ? new Same() : diverged(written, head, source);
        }
        return written.reversed().stream()
                .filter(block -> block.number() <= head.number())
                .findFirst()
                .filter(block -> !isOnChain(block, head, source))
                .map(_ -> diverged(written, head, source))
                .orElseGet(NodeLagging::new);
    }

    private static boolean isOnChain(Block block, BlockHeader head, LogReader source) {
        return isSame(block, head)
                || source.header(block.number())
                        .filter(header -> isSame(block, header))
                        .isPresent();
    }

    private static Branch diverged(List<Block> written, BlockHeader head, LogReader source) {
        long to = Math.min(head.number(), written.getLast().number());
        long from = written.getFirst().number();
        Map<Long, BlockHeader> chain = new HashMap<>();
        if (from <= to) source.headers(new BlockRange(from, to)).forEach(header -> chain.put(header.number(), header));
        for (Block block : written.reversed()) {
            BlockHeader header = chain.get(block.number());
            if (header != null && isSame(block, header)) return new Diverged(block);
        }
        throw new Refusal(
                "none of the blocks " + from + " to " + written.getLast().number()
                        + " that the file rests on is of the node's chain any more"
                        + " (its head is " + head.number() + ", " + head.hash() + "): a reorganisation deeper than "
                        + EventStore.WINDOW
                        + " blocks, or another chain with the same id. Nothing was changed. If the node is right, index into another --db");
    }

    private static boolean isSame(Block block, BlockHeader header) {
        return block.number() == header.number() && block.hash().equals(header.hash());
    }
}
