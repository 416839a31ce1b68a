package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Shows how far a run is. On a terminal one line renews itself. Elsewhere, such as in a log file, lines get rarer the longer the run
 * takes: a new block alone is no reason for a line.
 */
final class ProgressPrinter implements Consumer<Progress>, AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Logger log = LoggerFactory.getLogger(ProgressPrinter.class);
    private static final Duration ELSEWHERE_FIRST = Duration.ofSeconds(10);
    private static final Duration ELSEWHERE_LAST = Duration.ofMinutes(10);
    /** A new block that is written within this time does not end the state of following. */
    private static final Duration FALLEN_BEHIND = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final InstantSource clock;
    private final boolean terminal;
    private final String label;
    private final Instant start;
    private final Rate rate;
    private Instant last;
    private @Nullable Instant lastAtHead;
    private boolean headIsTold;
    private boolean lineIsOpen;

    ProgressPrinter(PrintWriter out) {
        this(
                out,
                InstantSource.system(),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent(),
                "");
    }

    /** For one of several: plain lines that begin with its name. */
    static ProgressPrinter labelled(PrintWriter out, String name) {
        return new ProgressPrinter(out, InstantSource.system(), false, name + ": ");
    }

    ProgressPrinter(PrintWriter out, InstantSource clock, boolean terminal) {
        this(out, clock, terminal, "");
    }

    private ProgressPrinter(PrintWriter out, InstantSource clock, boolean terminal, String label) {
        this.label = label;
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
        start = clock.instant();
        last = start;
        rate = new Rate(start);
    }

    private void log(Progress progress) {
        LoggingEventBuilder line = log.atInfo();
        if (!label.isEmpty()) line = line.addKeyValue("chain", label.replaceFirst(": $", ""));
        line.addKeyValue("block", progress.block())
                .addKeyValue("head", progress.head())
                .addKeyValue("events", progress.events())
                .addKeyValue("quarantined", progress.quarantined())
                .addKeyValue("reorgs", progress.reorgs())
                .addKeyValue("following", progress.following())
                .log("progress");
    }

    @Override
    public void accept(Progress progress) {
        Instant now = clock.instant();
        rate.note(now, progress);
        if (progress.following()) lastAtHead = now;
        boolean atHead = lastAtHead != null && Duration.between(lastAtHead, now).compareTo(FALLEN_BEHIND) < 0;
        boolean due = Duration.between(last, now).compareTo(pause(now)) >= 0;
        if (!due && !(atHead && !headIsTold)) return;
        last = now;
        headIsTold = atHead;
        if (LogFormat.current() != LogFormat.text) {
            log(progress);
            return;
        }
        String line = label + (atHead ? following(progress) : filling(now, progress));
        if (terminal) {
            out.print("\r\033[K" + line);
            lineIsOpen = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** A tenth of the time that the run has taken, within bounds: about 40 lines in the first hour, and one every ten minutes in the end. */
    private Duration pause(Instant now) {
        if (terminal) return ON_TERMINAL;
        Duration tenth = Duration.between(start, now).dividedBy(10);
        if (tenth.compareTo(ELSEWHERE_FIRST) < 0) return ELSEWHERE_FIRST;
        return tenth.compareTo(ELSEWHERE_LAST) > 0 ? ELSEWHERE_LAST : tenth;
    }

    private static String following(Progress progress) {
        return String.format(
                Locale.ROOT,
                "block %,d is the head; %,d events written; waiting for new blocks",
                progress.head(),
                progress.events());
    }

    private String filling(Instant now, Progress progress) {
        return String.format(
                Locale.ROOT,
                "block %,d of %,d; %,d events, %,.0f events/s, %,.0f blocks/s; %,d blocks to go, %s",
                progress.block(),
                progress.block() + progress.blocksLeft(),
                progress.events(),
                rate.eventsPerSecond(),
                rate.blocksPerSecond(),
                progress.blocksLeft(),
                rate.left(now, progress.blocksLeft()));
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
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
