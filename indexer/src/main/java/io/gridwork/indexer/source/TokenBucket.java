package io.gridwork.indexer.source;

import java.time.Duration;
import java.time.Instant;

/**
 * At most so many calls a second. A large batch is let through at once and paid for afterwards, since it cannot be sent in
 * parts. Safe to share between threads.
 */
final class TokenBucket {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long nanosPerCall;
    private final Instant start;
    /** Nanoseconds after {@code start} when the next call is due. */
    private long due;

    TokenBucket(int callsPerSecond, Instant start) {
        this.nanosPerCall = SECOND / callsPerSecond;
        this.start = start;
    }

    /** Books calls. @return how long to wait before they may be sent */
    synchronized Duration take(int calls, Instant now) {
        long at = Math.max(Duration.between(start, now).toNanos(), 0);
        long from = Math.max(at, due);
        due = from + calls * nanosPerCall;
        return Duration.ofNanos(from - at);
    }
}
