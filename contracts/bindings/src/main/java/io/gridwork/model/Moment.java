package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.util.function.LongFunction;

/**
 * Who calls, and in which block.
 *
 * @param now Unix seconds
 * @param hashes hash of a block of the past
 */
public record Moment(Address caller, long now, long block, LongFunction<Hash32> hashes) {
    private static final int REMEMBERED = 256;

    public boolean knowsSeed(long seedBlock) {
        return block > seedBlock;
    }

    /** The hash of that block; of one a multiple of 256 later where the chain's virtual machine no longer tells it. */
    public Hash32 seed(long seedBlock) {
        return hashes.apply(seedBlock + (block - 1 - seedBlock) / REMEMBERED * REMEMBERED);
    }
}
