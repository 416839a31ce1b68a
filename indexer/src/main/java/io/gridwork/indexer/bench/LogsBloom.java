package io.gridwork.indexer.bench;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.util.Collection;

/**
 * Bloom filters as blocks and receipts have them.
 *
 * @see <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper, section 4.3.1</a>
 */
final class LogsBloom {
    private static final int BYTES = 256;

    private LogsBloom() {}

    static Bytes of(Collection<CannedLog> logs) {
        byte[] bloom = new byte[BYTES];
        for (CannedLog log : logs) {
            add(bloom, log.address().toArray());
            log.topics().forEach(topic -> add(bloom, topic.toArray()));
        }
        return Bytes.wrap(bloom);
    }

    private static void add(byte[] bloom, byte[] value) {
        Hash32 hash = Keccak256.hash(value);
        for (int shift = 48; shift >= 16; shift -= 16) {
            int bit = (int) (hash.w3() >>> shift) & 2047;
            bloom[bloom.length - 1 - bit / 8] |= (byte) (1 << bit % 8);
        }
    }

    /** Both filters in one. */
    static Bytes union(Collection<Bytes> blooms) {
        byte[] union = new byte[BYTES];
        for (Bytes bloom : blooms) {
            for (int i = 0; i < union.length; i++) union[i] |= bloom.get(i);
        }
        return Bytes.wrap(union);
    }
}
