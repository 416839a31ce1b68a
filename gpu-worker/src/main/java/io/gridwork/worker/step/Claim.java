package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.NONE;
import static io.gridwork.contracts.JobState.OPEN;

import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Discovered;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Draw;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Standing;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Discovered → Claimed: takes a seat when the job is worth it, allowed and not raced for blindly. */
public final class Claim {
    private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
    /** Blocks after which a job that the chain does not know any more will not come back. */
    private static final long REORG_DEPTH = 64;

    private final Market market;
    private final Journal journal;
    private final ProfitGate gate;
    private final Refusals refusals;
    private final boolean dryRun;

    public Claim(Market market, Journal journal, ProfitGate gate, Refusals refusals, boolean dryRun) {
        this.market = market;
        this.journal = journal;
        this.gate = gate;
        this.refusals = refusals;
        this.dryRun = dryRun;
    }

    public JobState apply(PostedJob job, Discovered state) {
        Standing now = market.standing(job);
        if (now.seat() != null) return state.claimed(now.seat().index());
        if (now.state() == NONE) {
            return market.head().number() > job.block() + REORG_DEPTH
                    ? missed(job, state, "a reorganisation of the chain removed it")
                    : state;
        }
        if (now.state() != OPEN) return missed(job, state, "others took its seats, or its requester withdrew it");
        if (now.isDue()) return missed(job, state, "its claim window has closed");
        if (!isWorthIt(job, now) || !isAllowed(job)) return state;
        return claim(job, state);
    }

    private JobState claim(PostedJob job, Discovered state) {
        try {
            journal.spend(job.id(), Cost.GAS_WEI, market.claim(job));
        } catch (RefusedException e) {
            refusals.count(job.id(), Refusal.LOST, String.valueOf(e.getMessage()));
            return state;
        }
        Standing.Seat seat = market.standing(job).seat();
        return seat == null ? state : state.claimed(seat.index());
    }

    private boolean isWorthIt(PostedJob job, Standing now) {
        if (!journal.quarantined().isEmpty()) {
            refusals.count(
                    job.id(),
                    Refusal.QUARANTINED,
                    String.join(", ", journal.quarantined().keySet())
                            + "; find out why, then start with --clear-quarantine");
            return false;
        }
        ProfitGate.Estimate estimate = gate.estimate(
                job.order(),
                now.price(),
                market.decimals(job.order().token()),
                market.stakeDecimals(),
                market.gasPrice(),
                runTime(job));
        if (!estimate.isWorthIt()) {
            refusals.count(job.id(), Refusal.UNPROFITABLE, estimate + " (--min-profit)");
            return false;
        }
        LOG.debug("job {}: worth a claim: {}", job.id(), estimate);
        return true;
    }

    private boolean isAllowed(PostedJob job) {
        switch (market.draw(job)) {
            case Draw.Later later ->
                refusals.count(job.id(), Refusal.NOT_ELIGIBLE, "the draw lets it in from " + later.from() + " on");
            case Draw.Closed closed -> refusals.count(job.id(), Refusal.NOT_ELIGIBLE, closed.obstacle());
            case Draw.Open _ -> {
                if (!dryRun) return true;
                refusals.count(job.id(), Refusal.DRY_RUN, "it would be claimed now");
            }
        }
        return false;
    }

    private Duration runTime(PostedJob job) {
        return journal.nanosPerUnit(job.spec().programHash())
                .map(nanos -> Duration.ofNanos((long) (nanos * job.order().units())))
                .orElse(Duration.ofSeconds(job.order().workWindow()));
    }

    private JobState missed(PostedJob job, Discovered state, String why) {
        JobState missed = state.missed(why + "; before that: " + refusals.lastOf(job.id()));
        refusals.forget(job.id());
        return missed;
    }
}
