package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.COMPLETED;
import static io.gridwork.contracts.JobState.DISPUTED;
import static io.gridwork.contracts.JobState.JURY_REVEAL;
import static io.gridwork.contracts.JobState.RUNNING;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.SeatState;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Abandoned;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.JobState.Revealed;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Standing;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Revealed → Paid: waits for the tally and the challenge window, and moves the job on when nobody else does. */
public final class Collect {
    private final Market market;
    private static final Logger LOG = LoggerFactory.getLogger(Collect.class);

    private final Closing closing;
    /** Our results that a jury is judging. */
    private final Set<JobId> disputed = ConcurrentHashMap.newKeySet();

    public Collect(Market market, Journal journal) {
        this.market = market;
        this.closing = new Closing(market, journal);
    }

    public JobState apply(PostedJob job, Revealed state) {
        Standing now = market.standing(job);
        note(job, now);
        Standing.Seat seat = now.seat();
        if (seat == null || seat.progress() != SeatState.REVEALED) return state.unrevealed();
        if (now.state() == COMPLETED) {
            return now.result().equals(state.result().root().value())
                    ? state.paid(now.price())
                    : new Abandoned(Reason.OUTVOTED, "the job ended with the result " + now.result(), true);
        }
        if (now.state().isTerminal()) {
            return new Abandoned(
                    Reason.REFUNDED, "the job ended: " + now.state().words(), true);
        }
        if (now.isDue()) closing.poke(job, now);
        return state;
    }

    private void note(PostedJob job, Standing now) {
        boolean onTrial = now.state() == DISPUTED || now.state() == JURY_REVEAL;
        if (!onTrial) disputed.remove(job.id());
        else if (disputed.add(job.id())) LOG.warn("job {}: the result is disputed, a jury will judge it", job.id());
    }

    /** How many of our results a jury is judging. */
    public int disputed() {
        return disputed.size();
    }

    /** Follows a job that was given up until nothing of ours is left in it. */
    public JobState release(PostedJob job, Abandoned state) {
        if (state.settled()) return state;
        Standing now = market.standing(job);
        boolean bondGone = now.seat() == null
                || now.state().isTerminal()
                || (now.state().compareTo(RUNNING) > 0 && now.seat().progress() == SeatState.CLAIMED);
        if (bondGone) return state.settle();
        if (now.isDue()) closing.poke(job, now);
        return state;
    }
}
