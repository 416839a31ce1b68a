package io.gridwork.chain;

import java.time.Duration;

/**
 * How many requests an endpoint is asked at a time: one more after each round of answers that came as fast as usual, half
 * when it says that it is too much (additive increase, multiplicative decrease, as in TCP). "As fast as usual" compares a
 * short average of the latency with a long one, for answers differ in size. Not safe to share between threads.
 */
final class ConcurrencyLimit {
    private static final double FIRST = 2;
    private static final double SHORT_WEIGHT = 0.3;
    private static final double LONG_WEIGHT = 0.02;
    /** If the latency is higher than the usual one by this factor, requests wait in a queue at the endpoint. */
    private static final double TOLERANCE = 2;

    private final int most;
    private double limit;
    private double shortLatency;
    private double longLatency;
    private int sinceDecrease = 1_000;

    ConcurrencyLimit(int most) {
        this.most = most;
        this.limit = Math.min(FIRST, most);
    }

    int limit() {
        return (int) limit;
    }

    /** Milliseconds, a short average; 0 before the first answer. */
    long latencyMillis() {
        return Math.round(shortLatency / Duration.ofMillis(1).toNanos());
    }

    void answered(Duration latency) {
        double nanos = latency.toNanos();
        shortLatency = shortLatency == 0 ? nanos : shortLatency + SHORT_WEIGHT * (nanos - shortLatency);
        longLatency = longLatency == 0 ? nanos : longLatency + LONG_WEIGHT * (nanos - longLatency);
        sinceDecrease++;
        if (shortLatency <= TOLERANCE * longLatency) limit = Math.min(most, limit + 1 / limit);
    }

    /** Too many requests, or no answer in time. Those that were under way together count once. */
    void overloaded() {
        if (sinceDecrease < limit()) return;
        sinceDecrease = 0;
        limit = Math.max(1, limit / 2);
    }
}
