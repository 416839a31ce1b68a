package io.gridwork.indexer.source;

/** A block that was read is not of the chain any more: look again. */
public final class BranchChanged extends RuntimeException {
    BranchChanged(long block) {
        super("block " + block + " was replaced by another while it was read");
    }
}
