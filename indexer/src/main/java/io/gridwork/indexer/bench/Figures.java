package io.gridwork.indexer.bench;

import java.util.List;

/** Middles and ends of what was measured. */
public final class Figures {
    private Figures() {}

    public static double median(List<Double> values) {
        return percentile(values, 50);
    }

    /** The smallest value that {@code percent} of them do not pass; NaN of none. */
    public static double percentile(List<Double> values, int percent) {
        if (values.isEmpty()) return Double.NaN;
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, Math.ceilDiv(sorted.size() * percent, 100) - 1));
    }
}
