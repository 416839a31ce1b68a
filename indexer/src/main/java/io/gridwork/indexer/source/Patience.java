package io.gridwork.indexer.source;

import java.time.Duration;

/**
 * How long to go on trying while no endpoint answers.
 *
 * @param total after that a request is given up
 * @param firstPause before all endpoints are tried again; doubles from then on, up to {@code longestPause}
 */
public record Patience(Duration total, Duration firstPause, Duration longestPause) {
    /** For a run: a node that is restarted comes back within minutes. */
    public static final Patience LONG =
            new Patience(Duration.ofMinutes(5), Duration.ofMillis(200), Duration.ofSeconds(10));

    /** For the first requests: a wrong URL should be known at once. */
    public static final Patience SHORT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(1));
}
