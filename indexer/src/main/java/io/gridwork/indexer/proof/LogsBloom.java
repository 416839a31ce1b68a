package io.gridwork.indexer.proof;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.LogEntry;
import java.util.Arrays;
import java.util.Collection;

/**
 * The bloom filter over logs that receipts and headers carry: of the address and of each topic three of 2048 bits.
 *
 * @see <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper, section 4.3.1</a>
 */
public final class LogsBloom {
    public static final int BYTES = 256;
    static final int BITS = 8 * BYTES;

    private LogsBloom() {}

    public static Bytes of(Collection<LogEntry> logs) {
        byte[] bloom = new byte[BYTES];
        for (LogEntry log : logs) {
            add(bloom, log.address().toArray());
            log.topics().forEach(topic -> add(bloom, topic.toArray()));
        }
        return Bytes.wrap(bloom);
    }

    private static void add(byte[] bloom, byte[] value) {
        for (int bit : bits(value)) {
            bloom[BYTES - 1 - bit / 8] |= (byte) (1 << bit % 8);
        }
    }

    /** The bits that a value sets, the lowest of the last byte being the first; may repeat. */
    static int[] bits(byte[] value) {
        Hash32 hash = Keccak256.hash(value);
        return new int[] {bit(hash, 48), bit(hash, 32), bit(hash, 16)};
    }

    private static int bit(Hash32 hash, int shift) {
        return (int) (hash.w3() >>> shift) & (BITS - 1);
    }

    /** Whether all these bits are set. */
    static boolean holds(Bytes bloom, int[] bits) {
        return Arrays.stream(bits).allMatch(bit -> (bloom.get(BYTES - 1 - bit / 8) >> (bit % 8) & 1) == 1);
    }

    /** How many bits are set. */
    static int size(Bytes bloom) {
        int size = 0;
        for (int at = 0; at < BYTES; at += Long.BYTES) {
            size += Long.bitCount(bloom.longAt(at));
        }
        return size;
    }
}
