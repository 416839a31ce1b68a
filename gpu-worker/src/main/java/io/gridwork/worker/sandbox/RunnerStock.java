package io.gridwork.worker.sandbox;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/** Runner processes of one kind, started ahead of need: a JVM, a driver and its compiler take most of a second to warm up. */
final class RunnerStock implements AutoCloseable {
    private final RunnerCommand command;
    private final String stage;
    private final ExecutorService starter;
    private final BlockingQueue<Future<RunnerProcess>> ready = new LinkedBlockingQueue<>();
    private final Set<RunnerProcess> running = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * An empty one.
     *
     * @param stage what its processes do, an argument of the runner
     * @param starter a single thread that lives as long as all of them: bubblewrap dies with the thread that started it
     */
    RunnerStock(RunnerCommand command, String stage, ExecutorService starter) {
        this.command = command;
        this.stage = stage;
        this.starter = starter;
    }

    synchronized void startNext() {
        if (closed) {
            return;
        }
        ready.add(starter.submit(() -> {
            RunnerProcess process = RunnerProcess.start(command, stage);
            running.add(process);
            if (isClosed()) process.close();
            return process;
        }));
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Waits for a process. As soon as it is closed, the next one is started in its place. */
    Lease take() throws InterruptedException {
        return new Lease(ready.take());
    }

    /** Starts no more. */
    synchronized void stop() {
        closed = true;
    }

    /** Kills all of them, busy ones too, but not one that the starter is about to start. */
    @Override
    public void close() {
        stop();
        running.forEach(RunnerProcess::close);
    }

    /** One process, for one task. */
    final class Lease implements AutoCloseable {
        private final Future<RunnerProcess> started;
        private boolean again;

        private Lease(Future<RunnerProcess> started) {
            this.started = started;
        }

        RunnerProcess process() throws RunnerException, InterruptedException {
            try {
                return started.get();
            } catch (ExecutionException e) {
                throw new RunnerException(
                        "no runner process can be started: " + (e.getCause() == null ? e : e.getCause()).getMessage());
            }
        }

        /** The process is as good as new: the next task may have it. */
        void keep() {
            again = true;
        }

        @Override
        public void close() {
            // Interrupted before it was there, it is still new.
            if (again || started.state() == Future.State.RUNNING) {
                ready.add(started);
                return;
            }
            if (started.state() == Future.State.SUCCESS) {
                running.remove(started.resultNow());
                started.resultNow().close();
            }
            startNext();
        }
    }
}
