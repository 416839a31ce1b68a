package io.gridwork.worker.jury;

import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.Duty.Judged;
import io.gridwork.worker.job.Duty.Over;
import io.gridwork.worker.job.Duty.Pledged;
import io.gridwork.worker.job.Duty.Summoned;
import io.gridwork.worker.job.Duty.Voted;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Salts;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.Draw;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.step.Recompute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sits on juries: computes a disputed job anew when the draw lets this node in, pledges the root it finds, and shows it when all have pledged.
 * Each step looks at the chain before it acts, as the steps of a job do.
 */
public final class Juror {
    private static final Logger LOG = LoggerFactory.getLogger(Juror.class);

    private final Market market;
    private final Court court;
    private final Journal journal;
    private final Recompute recompute;
    private final NodeId node;

    public Juror(Market market, Court court, Journal journal, Recompute recompute) {
        this.market = market;
        this.court = court;
        this.journal = journal;
        this.recompute = recompute;
        this.node = market.nodeId();
    }

    /** One step on; the same duty when none can be taken now. */
    public Duty advance(PostedJob job, Duty duty) throws InterruptedException {
        if (duty instanceof Over) return duty;
        Trial now = court.trial(job);
        if (now.state().isTerminal())
            return duty.over("the job ended: " + now.state().words());
        if (now.isDue()) {
            journal.spend(job.id(), Cost.GAS_WEI, market.poke(job, now.state()));
            return duty;
        }
        return switch (duty) {
            case Summoned summoned -> judge(job, summoned, now);
            case Judged judged -> pledge(job, judged, now);
            case Pledged pledged -> vote(job, pledged, now);
            case Voted voted -> now.own() != null && now.own().voted() ? voted : voted.unvoted();
            case Over over -> over;
        };
    }

    private Duty judge(PostedJob job, Summoned duty, Trial now) throws InterruptedException {
        if (now.own() == null) {
            if (!journal.quarantined().isEmpty())
                return duty.over("a device of this worker failed a self-check, so it judges nothing: "
                        + String.join(", ", journal.quarantined().keySet()));
            if (!now.isOpen()) return duty.over("its jury was complete without us");
            if (now.draw() instanceof Draw.Closed(String obstacle))
                return duty.over("this node cannot sit on it: " + obstacle);
            if (now.draw() instanceof Draw.Later) return duty;
        }
        return switch (recompute.of(job)) {
            case Recompute.Found(ResultRoot root, long milliJoules) -> {
                journal.spend(job.id(), Cost.MILLI_JOULES, milliJoules);
                yield duty.judged(root);
            }
            case Recompute.NotYet(String why) -> {
                LOG.warn("dispute of job {}: the job could not be computed again yet, trying again: {}", job.id(), why);
                yield duty;
            }
            case Recompute.Never(String why) -> duty.over("the job cannot be computed here: " + why);
        };
    }

    /** Fixes what will be signed. Nothing is sent before the journal has it. */
    private Duty pledge(PostedJob job, Judged duty, Trial now) {
        if (now.own() != null) return recognised(job, duty, now.own());
        if (!now.isOpen()) return duty.over("others were faster");
        return duty.pledged(now.pledged(), commitment(job, now.pledged(), duty.root()));
    }

    private Duty recognised(PostedJob job, Judged duty, Trial.Juror own) {
        Commitment ours = commitment(job, own.index(), duty.root());
        return own.voted() || own.hash().equals(ours.value())
                ? duty.pledged(own.index(), ours)
                : duty.over("the chain has a commitment for our node that is not ours: " + own.hash());
    }

    private Duty vote(PostedJob job, Pledged duty, Trial now) {
        Trial.Juror own = now.own();
        if (own == null) {
            if (!now.isOpen()) return duty.over("others were faster");
            if (now.pledged() != duty.juror()) return duty.outrun();
            journal.spend(job.id(), Cost.GAS_WEI, court.pledge(job, duty.juror(), duty.commitment()));
            return duty;
        }
        if (own.index() != duty.juror()) return duty.outrun();
        if (own.voted()) return duty.voted();
        if (now.state() != JobState.JURY_REVEAL) return duty;
        Salts salts = new Salts(journal.secret());
        journal.spend(
                job.id(),
                Cost.GAS_WEI,
                court.vote(job, duty.juror(), duty.root(), salts.salt(job.id(), Commitment.jurorSeat(duty.juror()))));
        return duty.voted();
    }

    private Commitment commitment(PostedJob job, int juror, ResultRoot root) {
        Salts salts = new Salts(journal.secret());
        return Commitment.ofJuror(job.id(), juror, node, root, salts.salt(job.id(), Commitment.jurorSeat(juror)));
    }
}
