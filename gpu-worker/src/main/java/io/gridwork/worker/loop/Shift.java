package io.gridwork.worker.loop;

import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Abandoned;
import io.gridwork.worker.job.JobState.Claimed;
import io.gridwork.worker.job.JobState.Committed;
import io.gridwork.worker.job.JobState.Computed;
import io.gridwork.worker.job.JobState.Discovered;
import io.gridwork.worker.job.JobState.Fetched;
import io.gridwork.worker.job.JobState.Paid;
import io.gridwork.worker.job.JobState.Revealed;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all work of a loop shares: the journal, the threads, and the end of it. */
final class Shift {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final Journal journal;
    private final ExecutorService threads;
    private final Guard guard = new Guard(this::fail);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable RuntimeException fatal;

    /** @param threads runs the jobs, many at once */
    Shift(Journal journal, ExecutorService threads) {
        this.journal = journal;
        this.threads = threads;
    }

    Journal journal() {
        return journal;
    }

    Guard guard() {
        return guard;
    }

    /** Threads for one kind of work. */
    Crew crew() {
        return new Crew(this);
    }

    void run(Runnable work) {
        threads.execute(work);
    }

    /** Puts a job into its next state, and says so. */
    void record(PostedJob job, JobState next) {
        journal.save(job.id(), next);
        LOG.info("job {}: {}", job.id(), told(job, next));
    }

    private static String told(PostedJob job, JobState state) {
        return switch (state) {
            case Abandoned abandoned -> "given up, " + abandoned.reason().words() + ": " + abandoned.detail();
            case Paid paid ->
                "paid " + paid.amount() + " smallest units of token "
                        + job.order().token();
            case Discovered _ -> "a reorganisation of the chain took the seat away, it can be claimed again";
            case Claimed _, Fetched _, Computed _, Committed _, Revealed _ -> state.words();
        };
    }

    /** No more steps; those under way go on until they end or are interrupted. */
    void stop() {
        stop.countDown();
    }

    /** Stops because going on is impossible. */
    void fail(RuntimeException reason) {
        fatal = reason;
        stop();
    }

    boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** @return whether it was stopped meanwhile */
    boolean pause(Duration interval) throws InterruptedException {
        return stop.await(interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @throws RuntimeException what made going on impossible */
    void throwIfFailed() {
        RuntimeException reason = fatal;
        if (reason != null) throw reason;
    }
}
