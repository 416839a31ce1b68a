package io.gridwork.indexer.bench;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.nio.ByteBuffer;
import java.util.List;

/** A block of a {@link CannedChain}. {@code timestamp}: seconds since 1970. */
public record CannedBlock(long number, Hash32 hash, Hash32 parent, long timestamp, CannedBody body) {
    private static final long GENESIS_TIME = 1_700_000_000;
    private static final long SECONDS_PER_BLOCK = 12;
    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

    /** @param branch tells blocks apart that have the same parent and the same content */
    static CannedBlock after(Hash32 parent, long number, long branch, CannedBody body) {
        byte[] sealed = ByteBuffer.allocate(3 * Hash32.BYTES + 2 * Long.BYTES)
                .put(parent.toArray())
                .put(body.receiptsRoot().toArray())
                .put(body.logsBloom().keccak256().toArray())
                .putLong(number)
                .putLong(branch)
                .array();
        return new CannedBlock(number, Keccak256.hash(sealed), parent, GENESIS_TIME + SECONDS_PER_BLOCK * number, body);
    }

    public List<CannedLog> logs() {
        return body.logs();
    }

    /** Hash of its n-th transaction: words mixed from the block's hash (splitmix64), since there is one for each log. */
    public Hash32 txHash(int index) {
        long salt = hash.w0() + GAMMA * (index + 1);
        return new Hash32(mix(salt ^ hash.w3()), mix(salt ^ hash.w2()), mix(salt ^ hash.w1()), mix(salt));
    }

    private static long mix(long word) {
        long a = (word ^ word >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        long b = (a ^ a >>> 27) * 0x94D0_49BB_1331_11EBL;
        return b ^ b >>> 31;
    }
}
