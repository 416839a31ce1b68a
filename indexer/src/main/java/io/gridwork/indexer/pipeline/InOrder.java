package io.gridwork.indexer.pipeline;

import io.gridwork.chain.ChainException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs tasks side by side and hands their results on in the order of the tasks. At most {@code depth} results exist at a time. */
final class InOrder {
    private InOrder() {}

    /** Asks for the next task only when there is room for its result. The first failure ends all and is thrown. */
    static <T> void run(Iterator<Callable<T>> tasks, int depth, Consumer<T> sink) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Queue<Future<T>> running = new ArrayDeque<>();
            try {
                while (tasks.hasNext() || !running.isEmpty()) {
                    while (running.size() < depth && tasks.hasNext()) {
                        running.add(threads.submit(tasks.next()));
                    }
                    sink.accept(running.remove().get());
                }
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

    private static RuntimeException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("a task failed", failure.getCause());
    }
}
