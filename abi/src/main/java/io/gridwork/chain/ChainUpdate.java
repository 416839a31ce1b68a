package io.gridwork.chain;

import io.gridwork.abi.LogEntry;
import java.util.List;

/** What happened to the chain. A reorg is data like any other: the compiler makes every reader handle it. */
public sealed interface ChainUpdate {
    /** The chain grew by these blocks, in order, without gaps; {@code logs} are theirs, by block and log index. */
    record BlocksApplied(List<BlockHeader> headers, List<LogEntry> logs) implements ChainUpdate {
        public BlocksApplied {
            headers = List.copyOf(headers);
            logs = List.copyOf(logs);
        }
    }

    /** These blocks are no longer of the chain, the newest first. The block below the last of them is its tip again. */
    record BlocksReverted(List<BlockRef> blocks) implements ChainUpdate {
        public BlocksReverted {
            blocks = List.copyOf(blocks);
        }
    }

    /** This block, and all below it, will not be reverted any more. */
    record BlocksFinalized(BlockRef upTo) implements ChainUpdate {}
}
