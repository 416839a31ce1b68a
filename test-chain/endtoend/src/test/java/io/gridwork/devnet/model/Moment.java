package io.gridwork.devnet.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Who calls, and in which block.
 *
 * @param now Unix seconds
 * @param hashes hash of a block of the past
 */
record Moment(Address caller, long now, long block, LongFunction<Hash32> hashes) {
    private static final int REMEMBERED = 256;

    boolean knowsSeed(long seedBlock) {
        return block > seedBlock;
    }

    /** Empty for a block so old that the chain's virtual machine no longer tells its hash. */
    Optional<Hash32> seed(long seedBlock) {
        return block - seedBlock > REMEMBERED ? Optional.empty() : Optional.of(hashes.apply(seedBlock));
    }
}
