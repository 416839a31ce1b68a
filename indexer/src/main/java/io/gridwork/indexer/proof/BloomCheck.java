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
 * Compares the logs of blocks with the bloom filters of their headers, for some log patterns. A filter has false positives and no
 * false negatives. So a log that the filter excludes is invented. A pattern that the filter allows and that no log matches is
 * suspicious. A missing log is not noticed if another log of the block matches the same pattern.
 */
public final class BloomCheck {
    /** Whether the logs of a block fit its filter. */
    public enum Finding {
        /** Each pattern that the filter allows has a log. */
        AGREE,
        /** The filter allows a pattern that has no log: the log was omitted, or the filter has a false positive. */
        SUSPICIOUS,
        /** The filter excludes one of the logs. */
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
