package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** How fast a run is of late, and how long the rest will take at that rate. */
final class Rate {
    private static final Duration OF_LATE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final double MILLIS = 1_000;

    private record Mark(Instant at, long blocks, long events) {}

    private final Deque<Mark> marks = new ArrayDeque<>();
    private double blocksPerSecond;
    private double eventsPerSecond;

    Rate(Instant start) {
        marks.add(new Mark(start, 0, 0));
    }

    void note(Instant now, Progress progress) {
        if (Duration.between(marks.getLast().at(), now).compareTo(BETWEEN) >= 0) {
            marks.add(new Mark(now, progress.blocks(), progress.events()));
        }
        while (marks.size() > 2 && marks.getFirst().at().isBefore(now.minus(OF_LATE))) marks.removeFirst();
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

    /** In words. */
    String left(long blocks) {
        if (blocks == 0) return "nothing left";
        if (blocksPerSecond < 1e-3) return "time left unknown";
        return "about " + words(Math.round(blocks / blocksPerSecond)) + " left";
    }

    static String words(long seconds) {
        if (seconds < 60) return seconds + " s";
        if (seconds < 3_600) return (seconds + 30) / 60 + " min";
        if (seconds < 48 * 3_600)
            return String.format(Locale.ROOT, "%d h %d min", seconds / 3_600, seconds % 3_600 / 60);
        return (seconds + 43_200) / 86_400 + " days";
    }
}
