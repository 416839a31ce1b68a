package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.indexer.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class InOrderTest {
    @Property(tries = 50)
    void resultsComeInOrderAndFewExistAtATime(
            @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 1_000) Long> weights,
            @ForAll @IntRange(min = 1, max = 8) int tasks,
            @ForAll @LongRange(min = 1, max = 3_000) long bytes) {
        AtomicLong begun = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        AtomicLong most = new AtomicLong();
        List<Long> results = new ArrayList<>();
        Stream<Callable<Long>> work = weights.stream().map(weight -> {
            most.accumulateAndGet(begun.incrementAndGet() - taken.get(), Math::max);
            return () -> weight;
        });
        InOrder.run(work.iterator(), new InOrder.Bounds(tasks, bytes), Long::longValue, result -> {
            taken.incrementAndGet();
            results.add(result);
        });
        assertThat(results).isEqualTo(weights);
        assertThat(most.get()).isLessThanOrEqualTo(tasks + 1);
    }

    @Test
    void heavyResultsAreFetchedOneAtATime() {
        AtomicLong begun = new AtomicLong();
        List<Long> ahead = new ArrayList<>();
        Stream<Callable<Long>> work = LongStream.range(0, 40).mapToObj(_ -> {
            begun.incrementAndGet();
            return () -> 1_000L;
        });
        AtomicLong taken = new AtomicLong();
        InOrder.run(
                work.iterator(),
                new InOrder.Bounds(16, 1_500),
                Long::longValue,
                _ -> ahead.add(begun.get() - taken.incrementAndGet()));
        assertThat(ahead.subList(5, 40)).allMatch(each -> each <= 1);
    }

    @Test
    void aFailureEndsAll() {
        List<Integer> results = new ArrayList<>();
        Stream<Callable<Integer>> work = Stream.of(() -> 1, () -> {
            throw new Refusal("no");
        });
        assertThatThrownBy(() -> InOrder.run(work.iterator(), new InOrder.Bounds(4, 100), _ -> 1, results::add))
                .isInstanceOf(Refusal.class)
                .hasMessage("no");
        assertThat(results).containsExactly(1);
    }
}
