package io.gridwork.worker.jury;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.JobState.Revealed;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.step.Recompute;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disputes a proposed result for a seat of ours that revealed another. That takes no bond beside the seat's own, which is lost when the jury finds the
 * proposed result: so the job is computed a second time before.
 */
public final class Dissenter {
    private static final Logger LOG = LoggerFactory.getLogger(Dissenter.class);

    private final Market market;
    private final Court court;
    private final Journal journal;
    private final Recompute recompute;
    /** Jobs that were looked at to the end. */
    private final Set<JobId> closed = ConcurrentHashMap.newKeySet();

    public Dissenter(Market market, Court court, Journal journal, Recompute recompute) {
        this.market = market;
        this.court = court;
        this.journal = journal;
        this.recompute = recompute;
    }

    /** Disputes the job's result if it must. */
    public void look(PostedJob job, Revealed ours) throws InterruptedException {
        boolean alone = job.order().n() == 1;
        if (alone || !job.vetted() || closed.contains(job.id())) return;
        Standing now = market.standing(job);
        boolean agrees = now.result().equals(ours.result().root().value());
        if (now.state() != JobState.PROPOSED || now.isDue() || now.seat() == null || agrees) return;
        switch (recompute.of(job)) {
            case Recompute.Found(ResultRoot again, long milliJoules) -> {
                journal.spend(job.id(), Cost.MILLI_JOULES, milliJoules);
                if (again.equals(ours.result().root())) dispute(job, now.seat().index(), now);
                else LOG.warn("job {}: this machine first computed {} and now {}", job.id(), ours.result(), again);
            }
            case Recompute.NotYet(String why) -> {
                LOG.info("job {}: its result cannot be computed a second time yet: {}", job.id(), why);
                return;
            }
            case Recompute.DeviceFailed(String device, String why) -> journal.quarantine(device, why);
            case Recompute.Never(String why) ->
                LOG.info("job {}: its result cannot be computed a second time: {}", job.id(), why);
        }
        closed.add(job.id());
    }

    private void dispute(PostedJob job, int seat, Standing now) {
        LOG.warn("job {}: its proposed result is {}, and this machine computed another twice", job.id(), now.result());
        journal.spend(job.id(), Cost.GAS_WEI, court.challengeAsSeat(job, seat));
    }
}
