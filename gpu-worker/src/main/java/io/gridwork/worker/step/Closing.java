package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.NONE;
import static io.gridwork.contracts.JobState.OPEN;
import static io.gridwork.contracts.JobState.REFUNDED;
import static io.gridwork.contracts.JobState.RUNNING;

import io.gridwork.contracts.SeatState;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Standing;
import java.util.Optional;

/** What every step that works for a seat looks at first: whether the job can still use its work. */
final class Closing {
    private final Market market;
    private final Journal journal;

    Closing(Market market, Journal journal) {
        this.market = market;
        this.journal = journal;
    }

    /**
     * Where a job that is not committed yet has to go instead of on: given up when it has gone on without us, pushed when its deadline
     * has passed, and back to Discovered when a reorganisation took the seat away. Empty when the work can go on.
     */
    Optional<JobState> beforeCommit(PostedJob job, JobState state, Standing now) {
        if (now.seat() == null) {
            return Optional.of(
                    now.state() == OPEN || now.state() == NONE
                            ? state.unseated()
                            : state.missed("a reorganisation of the chain took the seat away"));
        }
        if (now.seat().progress().compareTo(SeatState.COMMITTED) >= 0) return Optional.empty();
        if (now.state() == REFUNDED) {
            return Optional.of(new JobState.Abandoned(
                    Reason.REFUNDED, "the job was refunded before this node had a result", true));
        }
        if (now.state().compareTo(RUNNING) > 0) {
            return Optional.of(
                    new JobState.Abandoned(Reason.LATE, "this node had no result before the work deadline", true));
        }
        if (now.isDue() && now.state() == RUNNING) {
            return Optional.of(state.abandoned(Reason.LATE, "this node had no result before the work deadline"));
        }
        if (now.isDue()) {
            poke(job, now);
            return Optional.of(state);
        }
        return Optional.empty();
    }

    /** Moves a job on whose deadline has passed, so that what it holds of ours comes free. */
    void poke(PostedJob job, Standing now) {
        journal.spend(job.id(), Cost.GAS_WEI, market.poke(job, now));
    }
}
