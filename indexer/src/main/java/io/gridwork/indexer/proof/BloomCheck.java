package io.gridwork.indexer.proof;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The logs of blocks against the bloom filters of their headers, for logs of certain kinds. A filter never denies what is in
 * the block; what it affirms may all the same not be there. So a log that it denies is made up, and a kind that it affirms and
 * of which there is no log is suspicious. It does not see one log missing where another of its kind is there.
 */
public final class BloomCheck {
    /** What a block's logs and its filter say to each other. */
    public enum Finding {
        /** Each kind that may be there is there. */
        AGREE,
        /** A kind may be there of which there is no log: left out, or one of the filter's errors. */
        SUSPICIOUS,
        /** There is a log that cannot be. */
        CONTRADICTION
    }

    private static final class Probe {
        private final LogPattern pattern;
        private final int[] bits;

        Probe(LogPattern pattern, int[] bits) {
            this.pattern = pattern;
            this.bits = bits;
        }

        boolean mayBeIn(Bytes bloom) {
            return LogsBloom.holds(bloom, bits);
        }
    }

    private static final int[] NO_BITS = {};

    private final List<Probe> probes = new ArrayList<>();

    public BloomCheck(Collection<LogPattern> patterns) {
        Map<Address, int[]> addresses = new HashMap<>();
        Map<Hash32, int[]> topics = new HashMap<>();
        for (LogPattern pattern : patterns) {
            Address address = pattern.address();
            Hash32 topic0 = pattern.topic0();
            int[] ofAddress = address == null
                    ? NO_BITS
                    : addresses.computeIfAbsent(address, each -> LogsBloom.bits(each.toArray()));
            int[] ofTopic =
                    topic0 == null ? NO_BITS : topics.computeIfAbsent(topic0, each -> LogsBloom.bits(each.toArray()));
            probes.add(new Probe(
                    pattern,
                    IntStream.concat(Arrays.stream(ofAddress), Arrays.stream(ofTopic))
                            .toArray()));
        }
    }

    /**
     * Compares.
     *
     * @param bloom the filter of the block's header, 256 bytes
     * @param logs those that a node gives of the block, of these kinds
     */
    public Finding of(Bytes bloom, List<LogEntry> logs) {
        if (bloom.size() != LogsBloom.BYTES) return logs.isEmpty() ? Finding.SUSPICIOUS : Finding.CONTRADICTION;
        boolean empty = LogsBloom.size(bloom) == 0;
        if (empty) return logs.isEmpty() ? Finding.AGREE : Finding.CONTRADICTION;
        boolean suspicious = false;
        for (Probe probe : probes) {
            boolean present = logs.stream().anyMatch(probe.pattern::matches);
            boolean possible = probe.mayBeIn(bloom);
            if (present && !possible) return Finding.CONTRADICTION;
            suspicious |= possible && !present;
        }
        return suspicious ? Finding.SUSPICIOUS : Finding.AGREE;
    }
}
