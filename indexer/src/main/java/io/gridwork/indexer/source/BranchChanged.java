package io.gridwork.indexer.source;

/** A block that was read is no longer on the chain. It must be read again. */
public final class BranchChanged extends RuntimeException {
    BranchChanged(long block) {
        super("block " + block + " was replaced by another while it was read");
    }
}
