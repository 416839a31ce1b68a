package io.gridwork.chain;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import org.jspecify.annotations.Nullable;

/** A block without its transactions. {@code timestamp}: seconds since 1970; fees in wei; no base fee before London (EIP-1559). */
public record BlockHeader(
        long number,
        Hash32 hash,
        Hash32 parentHash,
        long timestamp,
        Bytes logsBloom,
        Hash32 receiptsRoot,
        long gasLimit,
        long gasUsed,
        @Nullable Uint256 baseFeePerGas) {

    public BlockRef ref() {
        return new BlockRef(number, hash);
    }
}
