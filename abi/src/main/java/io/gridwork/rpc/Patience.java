package io.gridwork.rpc;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to go on trying while no endpoint answers.
 *
 * @param total after that a request is given up
 * @param firstPause about the pause after the first failure; doubles with each one that follows, up to {@code longestPause}
 */
public record Patience(Duration total, Duration firstPause, Duration longestPause) {
    /** For a program that runs for days: a node that is restarted comes back within minutes. */
    public static final Patience LONG =
            new Patience(Duration.ofMinutes(5), Duration.ofMillis(400), Duration.ofSeconds(20));

    /** For a command that somebody waits for. */
    public static final Patience SHORT =
            new Patience(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(5));

    /** Until a server was reached once: a wrong URL should be known soon. */
    public static final Duration FIRST_CONTACT = Duration.ofSeconds(5);

    /** A server that asks for more is asked again nevertheless. */
    private static final Duration LONGEST_REQUESTED = Duration.ofMinutes(2);

    /** Pauses differ by up to this share, so that those who failed together do not come back together. */
    private static final double JITTER = 0.5;

    /** The pause after a number of failures in a row. {@code requested}: what the server asks for, or null. */
    public Duration pause(int failures, @Nullable Duration requested) {
        if (requested != null) return requested.compareTo(LONGEST_REQUESTED) < 0 ? requested : LONGEST_REQUESTED;
        return Duration.ofMillis(IntervalFunction.ofExponentialRandomBackoff(firstPause, 2, JITTER, longestPause)
                .apply(failures));
    }
}
