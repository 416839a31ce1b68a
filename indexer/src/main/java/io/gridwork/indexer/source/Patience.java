package io.gridwork.indexer.source;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to go on trying while no endpoint answers.
 *
 * @param total after that a request is given up
 * @param firstPause longest pause after the first failure; doubles with each one that follows, up to {@code longestPause}
 */
public record Patience(Duration total, Duration firstPause, Duration longestPause) {
    /** For a run: a node that is restarted comes back within minutes. */
    public static final Patience LONG =
            new Patience(Duration.ofMinutes(5), Duration.ofMillis(400), Duration.ofSeconds(20));

    /** For the first requests: a wrong URL should be known at once. */
    public static final Patience SHORT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(1));

    private static final int MOST_DOUBLINGS = 20;

    /**
     * The pause after a number of failures in a row: anything up to the ceiling, so that those who failed together do not
     * come back together ("full jitter": Brooker, Exponential Backoff And Jitter). What a server asks for is waited out, and
     * a little longer.
     */
    Duration pause(int failures, @Nullable Duration retryAfter, RandomGenerator random) {
        long doubled = firstPause.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
        long ceiling = doubled <= 0 ? longestPause.toNanos() : Math.min(longestPause.toNanos(), doubled);
        if (retryAfter == null) return Duration.ofNanos(random.nextLong(ceiling + 1));
        return retryAfter.plusNanos(random.nextLong(firstPause.toNanos() + 1));
    }
}
