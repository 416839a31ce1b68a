package io.gridwork.devnet.app;

import java.io.PrintWriter;
import java.util.function.LongConsumer;

/** A line for every ten megabytes. */
final class DownloadProgress implements LongConsumer {

    private static final long STEP = 10_000_000;

    private final PrintWriter out;
    private long told;

    DownloadProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(long bytes) {
        if (bytes < told + STEP) return;
        told = bytes - bytes % STEP;
        out.printf("  %d MB%n", told / 1_000_000);
        out.flush();
    }
}
