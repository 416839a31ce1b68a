package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.request.Download;
import io.gridwork.worker.request.JobLookup;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Waiting for a job. */
final class WaitFlags {
    @Option(names = "--wait", description = "Wait for the result: --until result.")
    private boolean wait;

    @Option(names = "--until", description = "Wait for that: ${COMPLETION-CANDIDATES}.")
    private @Nullable Goal until;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Longest wait (default: ${DEFAULT-VALUE}).")
    private long timeout;

    /** What a requester waits for. The names are what people type. */
    enum Goal {
        result,
        paid;

        private boolean isReached(JobState state) {
            return state == JobState.COMPLETED || (this == result && state == JobState.PROPOSED);
        }
    }

    /** Whether the user wants to wait. */
    boolean areGiven() {
        return wait || until != null;
    }

    /**
     * Waits for a job, and tells each new state.
     *
     * @param progress takes a line for each state
     * @throws IllegalArgumentException when the job ends otherwise, or not in time
     */
    void await(Contracts contracts, JobId id, PrintWriter progress) throws InterruptedException {
        Goal goal = until == null ? Goal.result : until;
        JobLookup lookup = new JobLookup(contracts);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        CountDownLatch never = new CountDownLatch(1);
        String told = "";
        while (true) {
            Standing standing = lookup.standing(id);
            String now = standing.words();
            if (!now.equals(told)) progress.println(now);
            progress.flush();
            told = now;
            if (goal.isReached(standing.state())) return;
            if (standing.state().isTerminal()) throw Download.nothing(id, standing);
            if (System.nanoTime() > end)
                throw new IllegalArgumentException("job " + id + ": " + now + " after " + timeout
                        + " s (--timeout); wait on with: gridwork job status --until " + goal + " " + id);
            never.await(500, TimeUnit.MILLISECONDS);
        }
    }
}
