package io.gridwork.indexer.pipeline;

import io.gridwork.rpc.ChainException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Runs tasks side by side and hands their results on in the order of the tasks, within bounds. */
final class InOrder<T> {
    /**
     * Limits of the results that are not taken yet.
     *
     * @param tasks results, and tasks at work on one
     * @param bytes of results; what a task at work will bring is taken to be like those before
     */
    record Bounds(int tasks, long bytes) {}

    private record Weighed<T>(T result, long bytes) {}

    /** How fast larger results are forgotten. */
    private static final double FORGET = 0.9;

    private final ExecutorService threads;
    private final Bounds bounds;
    private final ToLongFunction<T> weigher;
    private final Queue<Future<Weighed<T>>> running = new ArrayDeque<>();
    /** Bytes of a recent result. The first guess is large, so that few tasks start before the first result is known. */
    private double usual;

    private InOrder(ExecutorService threads, Bounds bounds, ToLongFunction<T> weigher) {
        this.threads = threads;
        this.bounds = bounds;
        this.weigher = weigher;
        this.usual = bounds.bytes() / 4.0;
    }

    /** Asks for the next task only when there is room for its result. The first failure ends all and is thrown. */
    static <T> void run(Iterator<Callable<T>> tasks, Bounds bounds, ToLongFunction<T> weigher, Consumer<T> sink) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                new InOrder<>(threads, bounds, weigher).run(tasks, sink);
            } catch (ExecutionException failure) {
                throw unwrapped(failure);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new ChainException.Fatal("interrupted", interrupt);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void run(Iterator<Callable<T>> tasks, Consumer<T> sink) throws ExecutionException, InterruptedException {
        while (tasks.hasNext() || !running.isEmpty()) {
            while (hasRoom() && tasks.hasNext()) {
                Callable<T> task = tasks.next();
                running.add(threads.submit(() -> {
                    T result = task.call();
                    return new Weighed<>(result, weigher.applyAsLong(result));
                }));
            }
            Weighed<T> next = running.remove().get();
            usual = Math.max((double) next.bytes(), FORGET * usual);
            sink.accept(next.result());
        }
    }

    private boolean hasRoom() {
        return running.isEmpty() || (running.size() < bounds.tasks() && ahead() + usual <= bounds.bytes());
    }

    private double ahead() {
        return running.stream()
                .mapToDouble(each ->
                        each.state() == Future.State.SUCCESS ? each.resultNow().bytes() : usual)
                .sum();
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("a task failed", failure.getCause());
    }
}
