package io.gridwork.worker.step;

import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Claimed;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Market;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claimed → Fetched: brings the input here and checks it against its root. */
public final class Fetch {
    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);

    private final Market market;
    private final Closing closing;
    private final Inputs inputs;

    public Fetch(Market market, Journal journal, Inputs inputs) {
        this.market = market;
        this.closing = new Closing(market, journal);
        this.inputs = inputs;
    }

    public JobState apply(PostedJob job, Claimed state) throws InterruptedException {
        Optional<JobState> elsewhere = closing.beforeCommit(job, state, market.standing(job));
        if (elsewhere.isPresent()) return elsewhere.get();
        try {
            inputs.bring(job);
            return state.fetched();
        } catch (ContentException e) {
            return switch (e) {
                case ContentException.Rejected never -> state.abandoned(Reason.INPUT_UNAVAILABLE, never.getMessage());
                case ContentException.Unavailable now -> {
                    LOG.warn(
                            "job {}: its input is not available yet, trying again until the deadline: {}",
                            job.id(),
                            now.getMessage());
                    yield state;
                }
            };
        }
    }
}
