package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Pauses, budgets, limits: the arithmetic alone. */
final class PacingTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Property(tries = 300)
    void aPauseLiesAnywhereUpToItsCeiling(@ForAll @IntRange(min = 1, max = 1_000) int failures, @ForAll long seed) {
        Patience patience = new Patience(Duration.ofMinutes(5), Duration.ofMillis(100), Duration.ofSeconds(10));
        Duration pause = patience.pause(failures, null, new Random(seed));
        long ceiling = failures > 7 ? 10_000 : Math.min(10_000, 100L << (failures - 1));
        assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(ceiling));
        assertThat(patience.pause(failures, Duration.ofSeconds(30), new Random(seed)))
                .isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_100));
    }

    @Test
    void pausesDifferBetweenClients() {
        long differing = java.util.stream.LongStream.range(0, 50)
                .mapToObj(seed -> Patience.LONG.pause(6, null, new Random(seed * 7919)))
                .distinct()
                .count();
        assertThat(differing).isGreaterThan(45);
    }

    @Property(tries = 200)
    void aBudgetIsKeptOverAnySequenceOfBatches(
            @ForAll @IntRange(min = 1, max = 500) int rps,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 100) Integer> batches,
            @ForAll @LongRange(max = 300) long idleMillis) {
        TokenBucket bucket = new TokenBucket(rps, START);
        Instant now = START;
        long calls = 0;
        for (int batch : batches) {
            now = now.plus(bucket.take(batch, now));
            long before = Duration.between(START, now).toNanos();
            assertThat(calls * 1_000_000_000.0 / rps).isLessThanOrEqualTo(before + calls + 1.0);
            calls += batch;
            now = now.plusMillis(idleMillis);
        }
    }

    @Test
    void anUnusedBudgetIsNotSaved() {
        TokenBucket bucket = new TokenBucket(10, START);
        Instant later = START.plusSeconds(60);
        assertThat(bucket.take(5, later)).isZero();
        assertThat(bucket.take(1, later)).isEqualTo(Duration.ofMillis(500));
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
