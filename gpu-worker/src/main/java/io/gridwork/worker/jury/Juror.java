package io.gridwork.worker.jury;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.contracts.TicketDraw;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.Duty.Judged;
import io.gridwork.worker.job.Duty.Over;
import io.gridwork.worker.job.Duty.Pledged;
import io.gridwork.worker.job.Duty.Ready;
import io.gridwork.worker.job.Duty.Summoned;
import io.gridwork.worker.job.Duty.Voted;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Salts;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.step.Recompute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sits on juries. It fetches the input of a disputed job, enrols the node's tickets that were drawn, and computes the job once the node is listed
 * for good. Then it commits to the root it finds, and opens its vote when all have committed. Each step looks at the chain before it acts, as the steps of a
 * job do.
 */
public final class Juror {
    private static final Logger LOG = LoggerFactory.getLogger(Juror.class);
    private static final String TOO_LATE = "the time to commit a vote is over";

    private final Court court;
    private final Journal journal;
    private final Recompute recompute;
    private final NodeId node;

    public Juror(Market market, Court court, Journal journal, Recompute recompute) {
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
            if (isOurTurn(job, now.end(), now)) spend(job, court.poke(job, now));
            return duty;
        }
        if (now.awaitsSeed()) recordSeed(job, now);
        return switch (duty) {
            case Summoned summoned -> prepare(job, summoned, now);
            case Ready ready -> sit(job, ready, now);
            case Judged judged -> pledge(job, judged, now);
            case Pledged pledged -> vote(job, pledged, now);
            case Voted voted -> isOpened(now.own()) ? voted : voted.unvoted();
            case Over over -> over;
        };
    }

    private boolean isOurTurn(PostedJob job, Instant since, Trial now) {
        return new Turn(court).hasCome(job.id(), since, now.now().time());
    }

    /** Another node may record it at the same time: only one of the calls succeeds. */
    private void recordSeed(PostedJob job, Trial now) {
        Instant since = now.lottery().seedTime();
        boolean plays = now.lottery().tickets() > 0;
        if (since == null || !plays || !isOurTurn(job, since, now)) return;
        try {
            spend(job, court.recordSeed(job, now.lottery().seedBlock()));
        } catch (RefusedException e) {
            if (court.trial(job).phase() == DisputePhase.SEED) throw e;
        }
    }

    /** Everything that the computation needs is brought here before the node enrols: a listed node that does not vote is fined. */
    private Duty prepare(PostedJob job, Summoned duty, Trial now) throws InterruptedException {
        Optional<String> obstacle = obstacle(job, now);
        if (obstacle.isPresent()) return duty.over(obstacle.get());
        return switch (recompute.prepare(job).orElse(null)) {
            case null -> duty.ready();
            case Recompute.NotYet(String why) -> {
                LOG.warn("dispute of job {}: the input is not here yet, trying again: {}", job.id(), why);
                yield duty;
            }
            case Recompute.Finding never -> duty.over("the job cannot be computed here: " + never.words());
        };
    }

    private Optional<String> obstacle(PostedJob job, Trial now) {
        if (now.phase().compareTo(DisputePhase.SEED) < 0) return Optional.empty();
        if (now.phase() != DisputePhase.SEED && !now.isEnrolling())
            return Optional.of("the enrolment ended before this worker saw the dispute");
        if (now.lottery().tickets() == 0) return Optional.of("the node had no ripe ticket when the dispute opened");
        if (now.challenge() != null) return Optional.of("this worker challenged the result itself");
        if (!court.isNeutral(job)) return Optional.of("the node's owner posted the job or owns a seat of it");
        return quarantine();
    }

    private Optional<String> quarantine() {
        return journal.quarantined().isEmpty()
                ? Optional.empty()
                : Optional.of("a device of this worker failed a self-check, so it judges nothing: "
                        + String.join(", ", journal.quarantined().keySet()));
    }

    private Duty sit(PostedJob job, Ready duty, Trial now) throws InterruptedException {
        if (now.isEnrolling()) return enrol(job, duty, now);
        boolean comesLater = now.phase().compareTo(DisputePhase.SEED) <= 0;
        if (comesLater) return duty;
        if (now.own() == null) return duty.over("lower tickets than this node's took the seats");
        if (isTooLate(now)) return duty.over(TOO_LATE);
        return now.isVoting() ? compute(job, duty) : duty;
    }

    private Duty enrol(PostedJob job, Ready duty, Trial now) {
        if (now.lottery().drawn(job.id()).isEmpty())
            return duty.over("none of the node's " + now.lottery().tickets() + " tickets was drawn");
        Optional<String> quarantine = quarantine();
        if (quarantine.isPresent()) return now.own() == null ? duty.over(quarantine.get()) : duty;
        List<Long> tickets =
                now.admitted(job.id()).stream().map(TicketDraw::ticket).toList();
        if (tickets.isEmpty()) return duty;
        LOG.info("dispute of job {}: this node enrols its tickets {}", job.id(), tickets);
        spend(job, court.enrol(job, tickets));
        return duty;
    }

    private Duty compute(PostedJob job, Ready duty) throws InterruptedException {
        Optional<String> quarantine = quarantine();
        if (quarantine.isPresent()) return duty.over(quarantine.get());
        return switch (recompute.of(job)) {
            case Recompute.Found(ResultRoot root, long milliJoules) -> {
                journal.spend(job.id(), Cost.MILLI_JOULES, milliJoules);
                yield duty.judged(root);
            }
            case Recompute.NotYet(String why) -> {
                LOG.warn("dispute of job {}: the job could not be computed yet, trying again: {}", job.id(), why);
                yield duty;
            }
            case Recompute.DeviceFailed(String device, String why) -> {
                journal.quarantine(device, why);
                yield duty.over("device " + device + " failed a self-check: " + why
                        + ". Find out why, then start with --clear-quarantine");
            }
            case Recompute.Never(String why) -> duty.over("the job cannot be computed here: " + why);
        };
    }

    /** Fixes what will be signed. Nothing is sent before the journal has it. */
    private Duty pledge(PostedJob job, Judged duty, Trial now) {
        Trial.Juror own = now.own();
        if (own == null) return unlisted(duty, now);
        Commitment ours = Commitment.ofVote(job.id(), node, duty.root(), salt(job));
        if (own.opened() || own.hash().equals(ours.value())) return duty.pledged(ours);
        if (own.committed())
            return duty.over("the chain has a commitment for our node that is not ours: " + own.hash());
        if (isTooLate(now)) return duty.over(TOO_LATE);
        return now.isVoting() ? duty.pledged(ours) : duty;
    }

    private Duty vote(PostedJob job, Pledged duty, Trial now) {
        Trial.Juror own = now.own();
        if (own == null) return unlisted(duty, now);
        if (own.opened()) return duty.voted();
        if (!own.committed()) {
            if (isTooLate(now)) return duty.over(TOO_LATE);
            if (now.isVoting()) spend(job, court.commitVote(job, duty.commitment()));
            return duty;
        }
        if (!now.isOpening()) return duty;
        spend(job, court.openVote(job, duty.root(), salt(job)));
        return duty.voted();
    }

    /**
     * Asks for the phase alone: while a block comes, a node may tell the deadline of one state and the phase of another, and what is given up here is lost.
     */
    private static boolean isTooLate(Trial now) {
        return now.phase().compareTo(DisputePhase.VOTING) > 0;
    }

    private static boolean isOpened(Trial.@Nullable Juror own) {
        return own != null && own.opened();
    }

    private static Duty unlisted(Duty duty, Trial now) {
        boolean canReturn = now.phase().compareTo(DisputePhase.SEED) <= 0 || now.isEnrolling();
        return canReturn ? duty : duty.over("a reorganisation of the chain took the seat away");
    }

    private Hash32 salt(PostedJob job) {
        return new Salts(journal.secret()).salt(job.id(), Salts.VOTE);
    }

    private void spend(PostedJob job, long wei) {
        journal.spend(job.id(), Cost.GAS_WEI, wei);
    }
}
