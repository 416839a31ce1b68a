package io.gridwork.devnet.app;

import io.gridwork.testchain.DownloadListener;
import java.io.PrintWriter;
import java.util.OptionalLong;

/** A line for every ten megabytes, and one for each connection that was lost. */
final class DownloadProgress implements DownloadListener {

    private static final long STEP = 10_000_000;
    private static final long MEGABYTE = 1_000_000;

    private final PrintWriter out;
    private long told;

    DownloadProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void progress(long bytes, OptionalLong total) {
        if (bytes < told) told = 0; // the download has begun again
        if (bytes < told + STEP) return;
        told = bytes - bytes % STEP;
        String of = total.isPresent() ? " of " + total.getAsLong() / MEGABYTE + " MB" : " MB";
        out.println("  " + told / MEGABYTE + of);
        out.flush();
    }

    @Override
    public void retry(String reason) {
        out.println("  " + reason);
        out.flush();
    }
}
