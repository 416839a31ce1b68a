package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The rate of the last 30 seconds, and the time that the rest takes at that rate. */
final class Rate {
    private static final Duration OF_LATE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final double MILLIS = 1_000;

    /** A run starts with small requests, and sparse blocks go faster than full ones: the first seconds say little about the rest. */
    private static final Duration LEAST_MEASURED = Duration.ofSeconds(10);

    private static final double LEAST_SHARE_DONE = 0.01;
    /** After this time even a slow run, which has done less than that share, is measured well enough. */
    private static final Duration MEASURED = Duration.ofMinutes(1);

    private record Mark(Instant at, long blocks, long events) {}

    private final Instant start;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private double blocksPerSecond;
    private double eventsPerSecond;
    private long blocksDone;

    Rate(Instant start) {
        this.start = start;
        marks.add(new Mark(start, 0, 0));
    }

    void note(Instant now, Progress progress) {
        if (Duration.between(marks.getLast().at(), now).compareTo(BETWEEN) >= 0) {
            marks.add(new Mark(now, progress.blocks(), progress.events()));
        }
        while (marks.size() > 2 && marks.getFirst().at().isBefore(now.minus(OF_LATE))) marks.removeFirst();
        blocksDone = progress.blocks();
        Mark first = marks.getFirst();
        double seconds = Math.max(1, Duration.between(first.at(), now).toMillis()) / MILLIS;
        blocksPerSecond = (progress.blocks() - first.blocks()) / seconds;
        eventsPerSecond = (progress.events() - first.events()) / seconds;
    }

    double blocksPerSecond() {
        return blocksPerSecond;
    }

    double eventsPerSecond() {
        return eventsPerSecond;
    }

    /** How long the rest will take, in words; no number before enough is done to measure by. */
    String left(Instant now, long blocks) {
        if (blocks == 0) return "nothing left";
        if (!isMeasured(now, blocks) || blocksPerSecond < 1e-3) return "time left not known yet";
        return "about " + words(Math.round(blocks / blocksPerSecond)) + " left";
    }

    private boolean isMeasured(Instant now, long blocksLeft) {
        Duration passed = Duration.between(start, now);
        boolean enoughDone = blocksDone >= LEAST_SHARE_DONE * (blocksDone + blocksLeft);
        return passed.compareTo(MEASURED) >= 0 || (enoughDone && passed.compareTo(LEAST_MEASURED) >= 0);
    }

    static String words(long seconds) {
        if (seconds < 60) return seconds + " s";
        if (seconds < 3_600) return (seconds + 30) / 60 + " min";
        if (seconds < 48 * 3_600)
            return String.format(Locale.ROOT, "%d h %d min", seconds / 3_600, seconds % 3_600 / 60);
        return (seconds + 43_200) / 86_400 + " days";
    }
}
