package io.gridwork.devnet.faults;

import io.gridwork.devnet.network.JavaProcess;
import io.gridwork.testchain.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A command that runs, and what it has said so far. */
sealed interface Command extends AutoCloseable {

    boolean isRunning();

    /** Whether it ended with success. */
    boolean succeeded();

    /** Its output and its log. */
    String said();

    /** Ends it as Ctrl-C does. */
    @Override
    void close();

    static Command ofIndexer(List<String> arguments, Path log) {
        return new Program(JavaProcess.start("io.gridwork.indexer.app.Main", arguments, log));
    }

    static Command ofWorker(List<String> arguments, Path log) {
        return new Program(JavaProcess.start("io.gridwork.worker.app.Main", arguments, log));
    }

    /** @param work takes where to print to */
    @SuppressWarnings("MissingSummary")
    static Command ofThread(Consumer<Consumer<String>> work) {
        return new InProcess(work);
    }

    /** A process of its own, as a user starts it. */
    record Program(ChildProcess process) implements Command {
        private static final int LINES = 10_000;

        @Override
        public boolean isRunning() {
            return process.isAlive();
        }

        @Override
        public boolean succeeded() {
            return process.exitStatus() == 0;
        }

        @Override
        public String said() {
            return process.logTail(LINES);
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** A thread, for what has no command line of its own. */
    final class InProcess implements Command {
        private final StringBuffer said = new StringBuffer();
        private final Thread thread;
        private volatile boolean succeeded;

        InProcess(Consumer<Consumer<String>> work) {
            thread = Thread.ofPlatform().start(() -> run(work));
        }

        private void run(Consumer<Consumer<String>> work) {
            try {
                work.accept(this::say);
                succeeded = true;
            } catch (RuntimeException failure) {
                say("gridwork: error: " + failure.getMessage());
            }
        }

        private void say(String line) {
            said.append(line).append('\n');
        }

        @Override
        public boolean isRunning() {
            return thread.isAlive();
        }

        @Override
        public boolean succeeded() {
            return succeeded;
        }

        @Override
        public String said() {
            return said.toString();
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
