package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.COMPLETED;
import static io.gridwork.contracts.JobState.RUNNING;

import io.gridwork.contracts.SeatState;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Abandoned;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.JobState.Revealed;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Standing;

/** Revealed → Paid: waits for the tally and the challenge window, and moves the job on when nobody else does. */
public final class Collect {
    private final Market market;
    private final Closing closing;

    public Collect(Market market, Journal journal) {
        this.market = market;
        this.closing = new Closing(market, journal);
    }

    public JobState apply(PostedJob job, Revealed state) {
        Standing now = market.standing(job);
        Standing.Seat seat = now.seat();
        if (seat == null || seat.progress() != SeatState.REVEALED) return state.unrevealed();
        if (now.state() == COMPLETED) {
            return now.result().equals(state.result().root().value())
                    ? state.paid(now.price())
                    : new Abandoned(Reason.OUTVOTED, "the job ended with the root " + now.result(), true);
        }
        if (now.state().isTerminal()) {
            return new Abandoned(Reason.REFUNDED, "the job ended as " + now.state(), true);
        }
        if (now.isDue()) closing.poke(job, now);
        return state;
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
