package io.gridwork.chain;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a block may hold logs of a filter, by the bloom filter of its header: no means no, yes means perhaps. It shows
 * up a node that leaves logs out.
 *
 * @see <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper, section 4.3.1</a>
 */
public final class BloomProbe {
    public static final int BLOOM_BYTES = 256;
    private static final int BITS_PER_VALUE = 3;

    private final List<int[]> addresses;
    private final List<int[]> topics;

    public BloomProbe(LogFilter filter) {
        this.addresses = bits(filter.addresses().stream().map(address -> Keccak256.hash(address.toArray())));
        this.topics = bits(filter.topics0().stream().map(topic -> Keccak256.hash(topic.toArray())));
    }

    private static List<int[]> bits(Stream<Hash32> hashes) {
        return hashes.map(hash -> {
                    int[] bits = new int[BITS_PER_VALUE];
                    for (int i = 0; i < bits.length; i++) {
                        bits[i] = (int) (hash.w3() >>> (48 - 16 * i)) & 2047;
                    }
                    return bits;
                })
                .toList();
    }

    /** Takes {@link BlockHeader#logsBloom}; one of another size says nothing, so everything may be there. */
    public boolean mayHold(Bytes logsBloom) {
        if (logsBloom.size() != BLOOM_BYTES) return true;
        return any(addresses, logsBloom) && any(topics, logsBloom) && !isEmpty(logsBloom);
    }

    private static boolean any(List<int[]> wanted, Bytes bloom) {
        return wanted.isEmpty()
                || wanted.stream().anyMatch(bits -> {
                    for (int bit : bits) {
                        if ((bloom.get(BLOOM_BYTES - 1 - bit / 8) >> (bit % 8) & 1) == 0) return false;
                    }
                    return true;
                });
    }

    private static boolean isEmpty(Bytes bloom) {
        for (int at = 0; at < BLOOM_BYTES; at += 8) {
            if (bloom.longAt(at) != 0) return false;
        }
        return true;
    }
}
