package io.gridwork.chain;

import io.gridwork.rpc.ChainException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request under way at one endpoint or several. The caller is free to go on while they are silent. */
final class Race<T> implements AutoCloseable {
    /** What came of it at one endpoint: an answer, or else a failure. */
    record Outcome<T>(
            Endpoint endpoint, Optional<T> answer, @Nullable Throwable failure) {
        /** The failure of an endpoint. Any other is thrown: it is the caller's own. */
        ChainException chainFailure() {
            return switch (failure) {
                case ChainException chain -> chain;
                case RuntimeException other -> throw other;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(endpoint.name(), failure);
            };
        }
    }

    private final Function<Endpoint, T> request;
    private final BlockingQueue<Endpoint> ended = new LinkedBlockingQueue<>();
    private final Map<Endpoint, FutureTask<T>> running = new LinkedHashMap<>();

    Race(Function<Endpoint, T> request) {
        this.request = request;
    }

    void start(Endpoint endpoint) {
        FutureTask<T> task = new FutureTask<>(() -> request.apply(endpoint)) {
            @Override
            protected void done() {
                ended.add(endpoint);
            }
        };
        running.put(endpoint, task);
        Thread.ofVirtual().start(task);
    }

    /** Those that have not answered yet. */
    Set<Endpoint> running() {
        return running.keySet();
    }

    /** The next outcome; empty when there is none in that time. */
    Optional<Outcome<T>> next(Duration time) {
        try {
            Endpoint endpoint = ended.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            FutureTask<T> task = endpoint == null ? null : running.remove(endpoint);
            return task == null ? Optional.empty() : Optional.of(outcome(endpoint, task));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal("interrupted while waiting for " + names(), interrupt);
        }
    }

    private Outcome<T> outcome(Endpoint endpoint, FutureTask<T> task) throws InterruptedException {
        try {
            return new Outcome<>(endpoint, Optional.of(task.get()), null);
        } catch (ExecutionException failure) {
            return new Outcome<>(endpoint, Optional.empty(), failure.getCause());
        }
    }

    private String names() {
        return String.join(
                " and ", running.keySet().stream().map(Endpoint::name).toList());
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        running.values().forEach(task -> task.cancel(true));
    }
}
