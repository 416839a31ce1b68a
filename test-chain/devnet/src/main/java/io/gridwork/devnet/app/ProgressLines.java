package io.gridwork.devnet.app;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** A line for each step, with the seconds since the start. */
final class ProgressLines implements Consumer<String> {

    private final PrintWriter out;
    private final long started = System.nanoTime();

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(String line) {
        out.printf("[%5.1f s] %s%n", seconds(), line);
        out.flush();
    }

    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
