package io.gridwork.devnet.demo;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.Market;
import io.gridwork.devnet.network.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Follows jobs until each has ended. */
final class Watch {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Devnet devnet;
    private final Consumer<String> progress;

    Watch(Devnet devnet, Consumer<String> progress) {
        this.devnet = devnet;
        this.progress = progress;
    }

    /**
     * Waits until every job is in a terminal state, telling each step on the way.
     *
     * @param jobs names by id
     * @throws DevnetException if a process ends meanwhile, or the time is up
     */
    void untilTerminal(Map<JobId, String> jobs, Duration limit) {
        var last = new LinkedHashMap<JobId, Market.Standing>();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!allTerminal(jobs, last)) {
            devnet.processes().requireAlive();
            if (System.nanoTime() > deadline) throw late(jobs, last, limit);
            Pause.of(POLL);
            jobs.forEach((id, name) -> {
                Market.Standing now = devnet.market().standing(id);
                if (!now.equals(last.put(id, now))) progress.accept(line(name, now));
            });
        }
    }

    private static boolean allTerminal(Map<JobId, String> jobs, Map<JobId, Market.Standing> last) {
        return jobs.keySet().stream()
                .allMatch(id -> last.containsKey(id) && last.get(id).state().isTerminal());
    }

    private static String line(String name, Market.Standing now) {
        String detail = now.state() == JobState.COMPLETED
                ? ""
                : String.format(
                        "  (seats %d, commitments %d, results %d)", now.seated(), now.committed(), now.revealed());
        return String.format("  %-18s %s%s", name, now.state().name().toLowerCase(Locale.ROOT), detail);
    }

    private DevnetException late(Map<JobId, String> jobs, Map<JobId, Market.Standing> last, Duration limit) {
        var open = new LinkedHashMap<String, String>();
        jobs.forEach((id, name) -> {
            Market.Standing now = last.get(id);
            if (now == null || !now.state().isTerminal()) open.put(name, String.valueOf(now));
        });
        return new DevnetException("after " + limit.toSeconds() + " s these jobs have not ended: " + open
                + "; see the logs in " + devnet.folder().logs());
    }
}
