package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.InputUri;
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
    private final ContentFetcher fetcher;
    private final ContentStore inputs;
    private final long maxInput;

    /** @param maxInput most bytes of an input */
    public Fetch(Market market, Journal journal, ContentFetcher fetcher, ContentStore inputs, long maxInput) {
        this.market = market;
        this.closing = new Closing(market, journal);
        this.fetcher = fetcher;
        this.inputs = inputs;
        this.maxInput = maxInput;
    }

    public JobState apply(PostedJob job, Claimed state) throws InterruptedException {
        Optional<JobState> elsewhere = closing.beforeCommit(job, state, market.standing(job.id()));
        if (elsewhere.isPresent()) return elsewhere.get();
        if (inputs.path(job.spec().inputRoot()).isPresent()) return state.fetched();
        try {
            inputs.put(job.spec().inputRoot(), fetch(job));
            return state.fetched();
        } catch (ContentException e) {
            return switch (e) {
                case ContentException.Rejected never -> state.abandoned(Reason.INPUT_UNAVAILABLE, never.getMessage());
                case ContentException.Unavailable now -> {
                    LOG.warn("job {}: no input yet, trying until the deadline: {}", job.id(), now.getMessage());
                    yield state;
                }
            };
        }
    }

    private Bytes fetch(PostedJob job) throws ContentException, InterruptedException {
        if (job.spec().inputRoot().equals(Bytes.EMPTY.keccak256())) return Bytes.EMPTY;
        return fetcher.fetch(
                InputUri.parse(job.spec().inputUri()).input(),
                maxInput,
                bytes -> bytes.keccak256().equals(job.spec().inputRoot()));
    }
}
