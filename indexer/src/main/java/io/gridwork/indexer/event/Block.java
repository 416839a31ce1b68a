package io.gridwork.indexer.event;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRef;

/** A block that rows rest on. Timestamp in seconds since 1970. */
public record Block(long number, Hash32 hash, Hash32 parentHash, long timestamp) {
    public BlockRef ref() {
        return new BlockRef(number, hash);
    }
}
