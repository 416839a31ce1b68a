package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows how far a run is: one line that renews itself on a terminal, a line now and then elsewhere. */
final class ProgressPrinter implements Consumer<Progress>, AutoCloseable {
    private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
    private static final long PLAIN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final boolean terminal =
            Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private final long start = System.nanoTime();
    private long last = start;
    private boolean wasFollowing;
    private boolean lineIsOpen;

    ProgressPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(Progress progress) {
        long now = System.nanoTime();
        boolean caughtUp = progress.following() && !wasFollowing;
        wasFollowing = progress.following();
        boolean due = now - last >= (terminal ? TERMINAL_NANOS : PLAIN_NANOS) && !(progress.following() && !terminal);
        if (!due && !caughtUp) return;
        last = now;
        String line = caughtUp || progress.following() ? following(progress) : filling(progress, now);
        if (terminal) {
            out.print("\r\033[K" + line);
            lineIsOpen = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String following(Progress progress) {
        return String.format(
                Locale.ROOT,
                "block %,d is the head; %,d events written; waiting for new blocks",
                progress.head(),
                progress.events());
    }

    private String filling(Progress progress, long now) {
        double seconds = (now - start) / NANOS;
        double blocksPerSecond = progress.blocks() / seconds;
        long left = Math.max(0, progress.head() - progress.block());
        String eta = blocksPerSecond == 0 ? "unknown" : duration((long) (left / blocksPerSecond));
        return String.format(
                Locale.ROOT,
                "block %,d of %,d; %,d events, %,.0f events/s, %,.0f blocks/s, about %s left",
                progress.block(),
                progress.head(),
                progress.events(),
                progress.events() / seconds,
                blocksPerSecond,
                eta);
    }

    private static String duration(long seconds) {
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min";
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        finish();
    }

    /** Ends the line, so that something else can be printed. */
    void finish() {
        if (lineIsOpen) out.println();
        lineIsOpen = false;
        out.flush();
    }
}
