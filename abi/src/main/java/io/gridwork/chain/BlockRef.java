package io.gridwork.chain;

import io.gridwork.abi.Hash32;

/** A block, by number and hash. */
public record BlockRef(long number, Hash32 hash) {
    @Override
    public String toString() {
        return "block " + number + " (" + hash + ")";
    }
}
