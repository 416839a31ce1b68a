package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.rpc.Patience;
import io.gridwork.rpc.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Pauses, budgets, limits: the arithmetic alone. */
final class PacingTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Property(tries = 300)
    void aPauseLiesAroundTheDoubledOneUpToTheLongest(@ForAll @IntRange(min = 1, max = 1_000) int failures) {
        Patience patience = new Patience(Duration.ofMinutes(5), Duration.ofMillis(100), Duration.ofSeconds(10));
        double middle = Math.min(10_000, 100 * Math.pow(2, failures - 1));
        assertThat(patience.pause(failures, null).toMillis())
                .isBetween((long) (middle / 2) - 1, (long) Math.min(10_000, middle * 1.5) + 1);
    }

    @Test
    void whatAServerAsksForIsWaitedOutWithinReason() {
        assertThat(Patience.LONG.pause(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(Patience.LONG.pause(1, Duration.ofDays(400))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void pausesDifferBetweenClients() {
        assertThat(java.util.stream.Stream.generate(() -> Patience.LONG.pause(5, null))
                        .limit(50)
                        .distinct())
                .hasSizeGreaterThan(30);
    }

    @Test
    void concurrencyGrowsWhileAnswersComeAsFastAsUsual() {
        ConcurrencyLimit limit = new ConcurrencyLimit(16);
        assertThat(limit.limit()).isEqualTo(2);
        for (int i = 0; i < 300; i++) limit.answered(Duration.ofMillis(40));
        assertThat(limit.limit()).isEqualTo(16);
        assertThat(limit.latencyMillis()).isEqualTo(40);
    }

    @Test
    void concurrencyStopsGrowingWhenRequestsQueue() {
        ConcurrencyLimit limit = new ConcurrencyLimit(64);
        for (int i = 0; i < 12; i++) limit.answered(Duration.ofMillis(40));
        int before = limit.limit();
        for (int i = 0; i < 10; i++) limit.answered(Duration.ofSeconds(4));
        assertThat(limit.limit()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void tooManyRequestsHalveItOnceForAllThatWereUnderWay() {
        ConcurrencyLimit limit = new ConcurrencyLimit(16);
        for (int i = 0; i < 300; i++) limit.answered(Duration.ofMillis(40));
        for (int i = 0; i < 16; i++) limit.overloaded();
        assertThat(limit.limit()).isEqualTo(8);
        for (int i = 0; i < 8; i++) limit.answered(Duration.ofMillis(40));
        limit.overloaded();
        assertThat(limit.limit()).isEqualTo(4);
        for (int i = 0; i < 100; i++) {
            limit.answered(Duration.ofMillis(400));
            limit.overloaded();
        }
        assertThat(limit.limit()).isLessThanOrEqualTo(2);
    }

    @Test
    void aSpanCapIsBelievedForADayThenTwiceAsMuchIsTried() {
        SpanCap cap = SpanCap.NONE.refused(10_000, 500L, START);
        assertThat(SpanCap.NONE.at(START)).isEqualTo(Long.MAX_VALUE);
        assertThat(cap.at(START.plus(Duration.ofHours(23)))).isEqualTo(500);
        assertThat(cap.at(START.plus(Duration.ofHours(25)))).isEqualTo(1_000);
        assertThat(cap.at(START.plus(Duration.ofDays(365)))).isEqualTo(Long.MAX_VALUE);
        assertThat(cap.refused(1_000, null, START.plus(Duration.ofHours(25))).at(START.plus(Duration.ofHours(26))))
                .isEqualTo(500);
    }

    @Test
    void aRefusalThatContradictsItselfHalves() {
        assertThat(SpanCap.NONE.refused(100, 5_000L, START).at(START)).isEqualTo(50);
        assertThat(SpanCap.NONE.refused(1, null, START).at(START)).isEqualTo(1);
    }

    @Property(tries = 500)
    void partsOfARangeAreTheRange(
            @ForAll @LongRange(max = 1_000_000) long from,
            @ForAll @LongRange(min = 2, max = 3_000) long span,
            @ForAll @LongRange(min = 1, max = 4_000) long number,
            @ForAll @LongRange(max = 1_002_000) long to) {
        BlockRange range = new BlockRange(from, from + span - 1);
        for (ProviderError why : List.of(
                new ProviderError.MaxSpan(number),
                new ProviderError.SuggestedRange(from, to),
                new ProviderError.SuggestedRange(0, to),
                new ProviderError.Unknown())) {
            List<BlockRange> parts = RangeParts.of(range, why);
            assertThat(parts).hasSizeGreaterThan(1);
            assertThat(parts.getFirst().from()).isEqualTo(range.from());
            assertThat(parts.getLast().to()).isEqualTo(range.to());
            for (int i = 1; i < parts.size(); i++) {
                assertThat(parts.get(i).from()).isEqualTo(parts.get(i - 1).to() + 1);
            }
        }
    }
}
