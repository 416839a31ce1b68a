package io.gridwork.devnet.faults;

import io.gridwork.devnet.network.JavaProcess;
import io.gridwork.testchain.ChildProcess;
import java.nio.file.Path;
import java.util.List;

/** A command that runs as a process of its own, as a user starts it, and what it has said so far. */
record Command(ChildProcess process) implements AutoCloseable {

    private static final int LINES = 10_000;

    static Command ofIndexer(List<String> arguments, Path log) {
        return new Command(JavaProcess.start("io.gridwork.indexer.app.Main", arguments, log));
    }

    static Command ofWorker(List<String> arguments, Path log) {
        return new Command(JavaProcess.start("io.gridwork.worker.app.Main", arguments, log));
    }

    static Command ofApply(List<String> arguments, Path log) {
        return new Command(JavaProcess.start(ApplyProgram.class.getName(), arguments, log));
    }

    boolean isRunning() {
        return process.isAlive();
    }

    boolean succeeded() {
        return process.exitStatus() == 0;
    }

    /** Its output and its log. */
    String said() {
        return process.logTail(LINES);
    }

    /** Ends it as Ctrl-C does. */
    @Override
    public void close() {
        process.close();
    }
}
