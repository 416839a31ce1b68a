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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Follows jobs until each has ended. */
final class Watch {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Devnet devnet;
    private final Consumer<String> progress;
    private final Map<JobId, String> jobs;
    private final Map<JobId, Market.Standing> last = new LinkedHashMap<>();

    /** @param jobs names by id */
    Watch(Devnet devnet, Map<JobId, String> jobs, Consumer<String> progress) {
        this.devnet = devnet;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** Waits until one job has a result, telling each step of every job on the way; see {@link #untilTerminal}. */
    void untilProposed(JobId job, Duration limit) {
        until(() -> isAt(job, JobState.PROPOSED), limit);
    }

    /**
     * Waits until every job is in a terminal state, telling each step on the way.
     *
     * @throws DevnetException if a process ends meanwhile, or the time is up
     */
    void untilTerminal(Duration limit) {
        until(() -> jobs.keySet().stream().allMatch(id -> isAt(id, JobState.COMPLETED)), limit);
    }

    private void until(BooleanSupplier reached, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            devnet.processes().requireAlive();
            if (System.nanoTime() > deadline) throw late(limit);
            Pause.of(POLL);
            jobs.forEach((id, name) -> {
                Market.Standing now = devnet.market().standing(id);
                if (!now.equals(last.put(id, now))) progress.accept(line(name, now));
            });
        }
    }

    /** At that state or a later one. */
    private boolean isAt(JobId job, JobState state) {
        Market.Standing now = last.get(job);
        return now != null && now.state().compareTo(state) >= 0;
    }

    private static String line(String name, Market.Standing now) {
        String detail = now.state().isTerminal()
                ? ""
                : String.format(
                        "  (seats %d, commitments %d, results %d)", now.seated(), now.committed(), now.revealed());
        return String.format("  %-20s %s%s", name, now.state().name().toLowerCase(Locale.ROOT), detail);
    }

    private DevnetException late(Duration limit) {
        var open = new LinkedHashMap<String, String>();
        jobs.forEach((id, name) -> {
            Market.Standing now = last.get(id);
            if (now == null || !now.state().isTerminal()) open.put(name, String.valueOf(now));
        });
        return new DevnetException("after " + limit.toSeconds() + " s these jobs have not ended: " + open
                + "; see the logs in " + devnet.folder().logs());
    }
}
