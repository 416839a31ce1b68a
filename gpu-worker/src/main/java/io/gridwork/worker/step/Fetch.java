package io.gridwork.worker.step;

import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Claimed;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Market;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claimed → Fetched: what the job needs was here when it was claimed, and is brought again should it be gone. */
public final class Fetch {
    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);

    private final Market market;
    private final Closing closing;
    private final Look look;

    public Fetch(Market market, Journal journal, Look look) {
        this.market = market;
        this.closing = new Closing(market, journal);
        this.look = look;
    }

    public JobState apply(PostedJob job, Claimed state) throws InterruptedException {
        Optional<JobState> elsewhere = closing.beforeCommit(job, state, market.standing(job));
        if (elsewhere.isPresent()) return elsewhere.get();
        return switch (look.at(job)) {
            case Look.Ready _ -> state.fetched();
            case Look.Unfit(Refusal _, String why) -> state.abandoned(Reason.INPUT_UNAVAILABLE, why);
            case Look.Unavailable(String why) -> {
                LOG.warn(
                        "job {}: what it needs is not available now, trying again until the deadline: {}",
                        job.id(),
                        why);
                yield state;
            }
        };
    }
}
