package io.gridwork.chain;

import io.gridwork.abi.Hash32;
import org.jspecify.annotations.Nullable;

/** Which chain: development chains share ids, so the hash of block 0 belongs to it. Null where nodes do not give that block. */
public record ChainIdentity(long chainId, @Nullable Hash32 genesisHash) {
    /** Whether both can be the same chain: an unknown first block fits any. */
    public boolean fits(ChainIdentity other) {
        return chainId == other.chainId
                && (genesisHash == null || other.genesisHash == null || genesisHash.equals(other.genesisHash));
    }

    @Override
    public String toString() {
        return "chain " + chainId + (genesisHash == null ? "" : " (block 0: " + genesisHash + ")");
    }
}
