package io.gridwork.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has happened to one question so far. */
final class Trial {
    /** A wait that lasts longer is reported, and reported again each time it has lasted twice as long. */
    private static final Duration FIRST_REPORT = Duration.ofSeconds(5);

    private final Question asked;
    private final Instant start;
    private final Set<Endpoint> passedOver = new HashSet<>();
    private final Map<Endpoint, Integer> unexplained = new HashMap<>();
    private Duration nextReport = FIRST_REPORT;
    private int failures;
    private int rounds;
    private @Nullable RuntimeException last;

    Trial(Question asked, Instant start) {
        this.asked = asked;
        this.start = start;
    }

    Question asked() {
        return asked;
    }

    @Nullable BlockRange range() {
        return asked.range();
    }

    Instant start() {
        return start;
    }

    void failed(RuntimeException failure) {
        failures++;
        last = failure;
    }

    int failures() {
        return failures;
    }

    @Nullable RuntimeException last() {
        return last;
    }

    /** Endpoints that are not asked this question again. */
    Set<Endpoint> passedOver() {
        return passedOver;
    }

    /** Asks all of them once more. @return how many times that was done */
    int startOver() {
        passedOver.clear();
        return ++rounds;
    }

    /** Counts errors of an endpoint that nobody can explain. */
    int unexplained(Endpoint endpoint) {
        return unexplained.merge(endpoint, 1, Integer::sum);
    }

    /** Whether the user should be told that this takes so long. */
    boolean isReportDue(Instant now) {
        if (now.isBefore(start.plus(nextReport))) return false;
        nextReport = nextReport.multipliedBy(2);
        return true;
    }
}
