package io.gridwork.worker.loop;

import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Result;
import io.gridwork.worker.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes results and inputs some time after the last job that needed them was over. A job with a claim, a dispute or a bond of ours in it is
 * not over, and neither is one that we may have to judge.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Journal journal;
    private final ContentStore inputs;
    private final ContentStore results;
    private final InstantSource clock;
    private final Duration keep;

    /** @param keep how long after the last sweep that found it in use */
    public Retention(Journal journal, ContentStore inputs, ContentStore results, InstantSource clock, Duration keep) {
        this.journal = journal;
        this.inputs = inputs;
        this.results = results;
        this.clock = clock;
        this.keep = keep;
    }

    /** Renews what is in use, then deletes what has not been for too long. The files' times are the memory, so a restart loses nothing. */
    public void sweep() {
        Instant now = clock.instant();
        for (Journal.Entry entry : journal.open()) {
            inUse(entry.job(), now);
            result(entry.state())
                    .ifPresent(result -> results.touch(result.root().value(), now));
        }
        for (Journal.Docket dispute : journal.docket()) inUse(dispute.job(), now);
        long freed = results.deleteUnusedSince(now.minus(keep)) + inputs.deleteUnusedSince(now.minus(keep));
        if (freed > 0)
            LOG.info("deleted {} bytes of results and inputs, unused for {} h (--keep-results)", freed, keep.toHours());
    }

    /** A kernel's source is not named by the job: it is fetched again should the job take longer than it is kept. */
    private void inUse(PostedJob job, Instant now) {
        inputs.touch(job.spec().inputRoot(), now);
        inputs.touch(job.spec().programHash().value(), now);
    }

    private static Optional<Result> result(JobState state) {
        return switch (state) {
            case JobState.Computed computed -> Optional.of(computed.result());
            case JobState.Committed committed -> Optional.of(committed.result());
            case JobState.Revealed revealed -> Optional.of(revealed.result());
            case JobState.Paid paid -> Optional.of(paid.result());
            case JobState.Discovered _, JobState.Claimed _, JobState.Fetched _, JobState.Abandoned _ ->
                Optional.empty();
        };
    }
}
