package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.RUNNING;

import io.gridwork.contracts.SeatState;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Computed;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Standing;
import java.util.Optional;

/**
 * Computed → Committed: binds the seat to the stored commitment. With one seat nothing is committed on chain: the result goes
 * straight on to be submitted.
 */
public final class Commit {
    private final Market market;
    private final Journal journal;
    private final Closing closing;

    public Commit(Market market, Journal journal) {
        this.market = market;
        this.journal = journal;
        this.closing = new Closing(market, journal);
    }

    public JobState apply(PostedJob job, Computed state) {
        Standing now = market.standing(job);
        Optional<JobState> elsewhere = closing.beforeCommit(job, state, now);
        if (elsewhere.isPresent()) return elsewhere.get();
        if (now.seats() == 1) return state.committed();
        Standing.Seat seat = now.seat();
        if (seat != null
                && seat.progress() == SeatState.COMMITTED
                && !seat.hash().equals(state.commitment().value())) {
            return state.abandoned(
                    Reason.FOREIGN_COMMITMENT,
                    "the seat is bound to " + seat.hash() + " on chain, and this worker has " + state.commitment());
        }
        if (seat != null && seat.progress().compareTo(SeatState.COMMITTED) >= 0) return state.committed();
        if (now.state() != RUNNING) return state;
        journal.spend(job.id(), Cost.GAS_WEI, market.commit(job, state.seat(), state.commitment()));
        return state.committed();
    }
}
