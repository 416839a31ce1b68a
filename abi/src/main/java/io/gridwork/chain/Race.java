package io.gridwork.chain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request under way at one endpoint or several. The caller is free to go on while they are silent. */
final class Race<T> implements AutoCloseable {
    /** What came of it at one endpoint: an answer, unless there is a failure. */
    record Outcome<T>(
            Endpoint endpoint, Optional<T> answer, @Nullable RuntimeException failure) {
        /** The failure of an endpoint. Any other is thrown: it is the caller's own. */
        ChainException chainFailure() {
            if (failure instanceof ChainException chain) return chain;
            throw failure == null ? new IllegalStateException("it is answered") : failure;
        }
    }

    private final Function<Endpoint, T> request;
    private final BlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>();
    private final Map<Endpoint, Thread> running = new LinkedHashMap<>();

    Race(Function<Endpoint, T> request) {
        this.request = request;
    }

    void start(Endpoint endpoint) {
        running.put(endpoint, Thread.ofVirtual().start(() -> outcomes.add(outcome(endpoint))));
    }

    private Outcome<T> outcome(Endpoint endpoint) {
        try {
            return new Outcome<>(endpoint, Optional.of(request.apply(endpoint)), null);
        } catch (RuntimeException failure) { // whatever it is, the caller's thread is to see it
            return new Outcome<>(endpoint, Optional.empty(), failure);
        }
    }

    /** Those that have not answered yet, in the order of their start. */
    Set<Endpoint> running() {
        return Set.copyOf(running.keySet());
    }

    /** The next outcome; empty when there is none in that time. */
    Optional<Outcome<T>> next(Duration time) {
        try {
            Outcome<T> outcome = outcomes.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            if (outcome != null) running.remove(outcome.endpoint());
            return Optional.ofNullable(outcome);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal("interrupted while waiting for " + names(), interrupt);
        }
    }

    private String names() {
        return String.join(" and ", running.keySet().stream().map(Endpoint::name).toList());
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        running.values().forEach(Thread::interrupt);
    }
}
