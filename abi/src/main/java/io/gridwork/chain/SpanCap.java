package io.gridwork.chain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The most blocks that an endpoint answers for at once, where it has such a limit: learned from a refusal, believed for a
 * day, then twice as many are tried, for plans and nodes change.
 *
 * @param blocks null where no limit is known
 * @param learned when; null with {@code blocks}
 */
record SpanCap(@Nullable Long blocks, @Nullable Instant learned) {
    static final SpanCap NONE = new SpanCap(null, null);
    static final Duration BELIEVED = Duration.ofDays(1);
    /** So many days double any limit into none. */
    private static final long MOST_DOUBLINGS = 30;

    /** What to ask for at most. */
    long at(Instant now) {
        if (blocks == null || learned == null) return Long.MAX_VALUE;
        long days = Math.max(0, Duration.between(learned, now).toDays());
        return days > MOST_DOUBLINGS ? Long.MAX_VALUE : blocks << days;
    }

    /** After a refusal of {@code asked} blocks, which says what is allowed, or does not (null). */
    SpanCap refused(long asked, @Nullable Long allowed, Instant now) {
        long cap = allowed != null && allowed < asked ? allowed : Math.max(1, asked / 2);
        return new SpanCap(cap, now);
    }
}
