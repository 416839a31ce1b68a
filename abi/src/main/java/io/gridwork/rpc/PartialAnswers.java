package io.gridwork.rpc;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the answers to many requests of a kind. An endpoint that fails now and then would hardly ever answer all of them in
 * a row: who asks the same again goes on where it failed.
 */
final class PartialAnswers<T> {
    private final List<? extends List<?>> params;
    private final @Nullable Object[] results;
    private final boolean[] known;

    PartialAnswers(List<? extends List<?>> params) {
        this.params = params;
        this.results = new Object[params.size()];
        this.known = new boolean[params.size()];
    }

    /** Indices of the first requests without an answer. */
    int[] missing(int most) {
        return IntStream.range(0, known.length)
                .filter(i -> !known[i])
                .limit(most)
                .toArray();
    }

    /** Those of them that have no answer. */
    int[] missing(int[] among) {
        return Arrays.stream(among).filter(i -> !known[i]).toArray();
    }

    List<?> params(int index) {
        return params.get(index);
    }

    boolean isKnown(int index) {
        return known[index];
    }

    void put(int index, @Nullable T result) {
        results[index] = result;
        known[index] = true;
    }

    /** All of them, in the order of the requests. */
    List<@Nullable T> all() {
        @SuppressWarnings("unchecked") // every element came in by put
        List<@Nullable T> list = (List<@Nullable T>) (List<?>) Arrays.asList(results);
        return list;
    }

    /** Of questions that have just failed half way. Safe to share between threads. */
    static final class Kept {
        private static final int MOST = 16;
        /** Whoever asks again does so soon. Later the chain may have other blocks. */
        private static final long NANOS = Duration.ofMinutes(1).toNanos();

        private final Map<Question, Entry> kept = new LinkedHashMap<>();

        private record Question(String method, List<? extends List<?>> params, Rpc.Reader<?> reader) {}

        private record Entry(PartialAnswers<?> answers, long since) {}

        /** Those kept for that question, which are another caller's from now on; else new ones. */
        synchronized <T> PartialAnswers<T> take(String method, List<? extends List<?>> params, Rpc.Reader<T> reader) {
            Entry found = kept.remove(new Question(method, params, reader));
            if (found == null || System.nanoTime() - found.since > NANOS) return new PartialAnswers<>(params);
            @SuppressWarnings("unchecked") // the same reader made them
            PartialAnswers<T> answers = (PartialAnswers<T>) found.answers;
            return answers;
        }

        synchronized void keep(String method, PartialAnswers<?> answers, Rpc.Reader<?> reader) {
            kept.put(new Question(method, answers.params, reader), new Entry(answers, System.nanoTime()));
            if (kept.size() > MOST) kept.remove(kept.keySet().iterator().next());
        }
    }
}
