package io.gridwork.indexer.event;

/** How the logs that a node gives are checked for completeness before they are written. */
public enum Verification {
    /** No check. One request for a range, and one header. */
    NONE(Long.MAX_VALUE),
    /**
     * Against the bloom filter of each block's header: it finds a node that omits all logs of an event type in a
     * block, or invents one. Where the filter cannot decide, the receipts do. Costs the headers of all blocks, in batches.
     */
    BLOOM(2_000),
    /** Logs are taken from the receipts, and those belong to the receipts root in the header. Costs all receipts of all blocks. */
    RECEIPTS(100);

    private final long mostBlocks;

    Verification(long mostBlocks) {
        this.mostBlocks = mostBlocks;
    }

    /** Blocks to read at once at most: their headers are in memory meanwhile. */
    public long mostBlocks() {
        return mostBlocks;
    }
}
