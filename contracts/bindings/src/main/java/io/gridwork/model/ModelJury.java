package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobState;
import io.gridwork.model.ModelDispute.Challenger;
import io.gridwork.model.ModelDispute.Juror;
import io.gridwork.model.ModelDispute.Pledge;
import io.gridwork.model.ModelDispute.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Disputes: rows 12 to 15, and the one rule: only a full list, and in it a root with the votes of a majority of all seats, gives a verdict.
 */
public final class ModelJury {
    private static final int MOST_CHALLENGERS = 3;

    private final Settings settings;
    private final Ledger vault;
    private final ModelStaking staking;
    private final ModelMarket market;

    ModelJury(Settings settings, Ledger vault, ModelStaking staking, ModelMarket market) {
        this.settings = settings;
        this.vault = vault;
        this.staking = staking;
        this.market = market;
    }

    // ---- challengers

    /** Row 12, or joins a dispute before the block of its seed. */
    public void challenge(Moment at, ModelJob job, Hash32 commitment) {
        BigInteger bond = job.order.bond();
        ModelDispute dispute = job.dispute;
        Address account = at.caller();
        boolean joins = job.state == JobState.DISPUTED && dispute != null;
        Rules rules = new Rules()
                .require(joins || job.state == JobState.PROPOSED, "WrongPhase")
                .require(at.now() <= job.deadline, "DeadlinePassed")
                .require(!commitment.equals(Hash32.ZERO), "ZeroHash")
                .require(dispute == null || at.block() + 1 < dispute.seedBlock, "TooLateToJoin")
                .require(dispute == null || dispute.challengers.size() < MOST_CHALLENGERS, "TooManyChallengers")
                .require(dispute == null || !dispute.challenges(account), "AlreadyChallenges");
        vault.requirePull(rules, settings.stakeToken(), account, settings.jury(), bond)
                .enforce();
        if (!joins) dispute = open(at, job);
        Objects.requireNonNull(dispute).challengers.add(new Challenger(account, new Pledge(commitment)));
        pay(account, settings.jury(), bond);
    }

    /** Row 12, by a seat that revealed another root. */
    public void challengeAsSeat(Moment at, ModelJob job, int number) {
        ModelSeat seat = number < job.seats.size() ? job.seats.get(number) : null;
        boolean differs = seat != null && seat.hasRevealed() && !seat.found(job.result);
        new Rules()
                .require(job.state == JobState.PROPOSED, "WrongPhase")
                .require(at.now() <= job.deadline, "DeadlinePassed")
                .require(differs, "SeatAgrees")
                .require(seat != null && seat.node.operator.equals(at.caller()), "NotSeatOperator")
                .enforce();
        open(at, job);
    }

    /** Rows 9b and 12. */
    ModelDispute open(Moment at, ModelJob job) {
        var dispute = new ModelDispute(
                at.now(),
                at.block() + settings.juryRules().seedDelay(),
                staking.classTickets(job.order.nodeClass()),
                job.result);
        job.dispute = dispute;
        ModelMarket.advance(
                job, JobState.DISPUTED, at.now() + settings.juryRules().seedWait());
        return dispute;
    }

    public void openChallenge(Moment at, ModelJob job, int number, Hash32 root, Hash32 commitment) {
        Rules rules = inTime(at, job, JobState.JURY_REVEAL, DisputePhase.OPENING);
        Pledge pledge = job.dispute != null && number < job.dispute.challengers.size()
                ? job.dispute.challengers.get(number).pledge()
                : null;
        rules.require(pledge != null, "UnknownChallenger");
        show(rules, at, job, pledge, root, commitment);
    }

    // ---- jurors

    public void recordSeed(Moment at, ModelJob job) {
        ModelDispute dispute = job.dispute;
        inTime(at, job, JobState.DISPUTED, DisputePhase.SEED)
                .require(dispute != null && at.knowsSeed(dispute.seedBlock), "SeedNotKnown")
                .enforce();
        Objects.requireNonNull(dispute);
        dispute.seed = at.seed(dispute.seedBlock);
        dispute.phase = DisputePhase.ENROLMENT;
        dispute.enrolUntil = at.now() + settings.juryRules().enrolment();
        ModelMarket.advance(job, JobState.DISPUTED, dispute.enrolUntil);
    }

    /** The seats go to the lowest tickets that come. */
    public void enrol(Moment at, ModelJob job, ModelNode node, long ticket) {
        Rules rules = inTime(at, job, JobState.DISPUTED, DisputePhase.ENROLMENT);
        ModelDispute dispute = job.dispute;
        if (dispute == null) throw new Refused(List.of("WrongPhase"));
        BigInteger lock = settings.jurorLock(job.order.bond());
        BigInteger draw = Draws.draw(dispute.seed, job.id, node.id, ticket);
        boolean full = dispute.jurors.size() == settings.juryRules().size();
        Juror worst = full ? dispute.highest() : null;
        rules.require(Draws.isLucky(draw, dispute.tickets, settings.juryRules().size()), "NotDrawn")
                .require(!dispute.lists(node, ticket), "AlreadyListed")
                .require(worst == null || draw.compareTo(worst.draw()) < 0, "NotBetter")
                .require(isNeutral(job, dispute, node.owner), "NotNeutral");
        boolean ousts = worst != null && worst.node() == node;
        BigInteger locked = ousts ? node.locked.subtract(lock) : node.locked;
        staking.requireTicket(rules, at, node, job, ticket, dispute.openedAt, locked);
        rules.enforce();
        var juror = new Juror(node, ticket, draw);
        if (worst == null) {
            dispute.jurors.add(juror);
        } else {
            worst.node().release(lock);
            dispute.jurors.set(dispute.jurors.indexOf(worst), juror);
        }
        node.lock(lock, at.now());
    }

    private static boolean isNeutral(ModelJob job, ModelDispute dispute, Address owner) {
        return !owner.equals(job.order.requester())
                && !dispute.challenges(owner)
                && job.seats.stream().noneMatch(seat -> seat.node.owner.equals(owner));
    }

    /** For all seats of the node. The first vote after the enrolment closes the list. */
    public void commitVote(Moment at, ModelJob job, ModelNode node, Hash32 commitment) {
        ModelDispute dispute = job.dispute;
        boolean enrols = isIn(dispute, DisputePhase.ENROLMENT);
        boolean early = enrols && at.now() <= Objects.requireNonNull(dispute).enrolUntil;
        boolean closes = enrols && isFull(dispute);
        long deadline = closes ? voteUntil(job, dispute) : job.deadline;
        new Rules()
                .require(!early, "StillEnrolling")
                .require(closes || isIn(dispute, DisputePhase.VOTING), "WrongPhase")
                .require(at.now() <= deadline, "DeadlinePassed")
                .require(!commitment.equals(Hash32.ZERO), "ZeroHash")
                .require(node.operator.equals(at.caller()), "NotOperator")
                .require(dispute != null && dispute.lists(node), "NotListed")
                .require(dispute == null || dispute.voteOf(node).isEmpty(), "AlreadyCommitted")
                .enforce();
        Objects.requireNonNull(dispute);
        if (closes) openVoting(job, dispute);
        dispute.vote(node, commitment);
        if (dispute.jurors(Optional::isPresent).size() == dispute.jurors.size()) openReveal(job, dispute, at.now());
    }

    /** Row 15: anyone who knows what was committed to. */
    public void openVote(Moment at, ModelJob job, ModelNode node, Hash32 root, Hash32 commitment) {
        Rules rules = inTime(at, job, JobState.JURY_REVEAL, DisputePhase.OPENING);
        Pledge vote = job.dispute == null ? null : job.dispute.voteOf(node).orElse(null);
        rules.require(vote != null, "NotCommitted");
        show(rules, at, job, vote, root, commitment);
    }

    private void show(Rules rules, Moment at, ModelJob job, @Nullable Pledge pledge, Hash32 root, Hash32 commitment) {
        rules.require(pledge == null || pledge.root == null, "AlreadyOpen")
                .require(!root.equals(Hash32.ZERO), "ZeroHash")
                .require(pledge != null && commitment.equals(pledge.commitment), "WrongOpening")
                .enforce();
        Objects.requireNonNull(pledge).root = root;
        ModelDispute dispute = Objects.requireNonNull(job.dispute);
        if (dispute.allOpen()) resolve(at, job, dispute);
    }

    // ---- deadlines

    /** Rows 14 and 15, when the deadline has passed. */
    void conclude(Moment at, ModelJob job) {
        ModelDispute dispute = Objects.requireNonNull(job.dispute);
        boolean voted = dispute.jurors(Optional::isPresent).size()
                >= settings.juryRules().majority();
        if (dispute.phase == DisputePhase.ENROLMENT && isFull(dispute)) openVoting(job, dispute);
        else if (dispute.phase == DisputePhase.VOTING && voted) openReveal(job, dispute, at.now());
        else resolve(at, job, dispute);
    }

    private boolean isFull(@Nullable ModelDispute dispute) {
        return dispute != null && dispute.jurors.size() == settings.juryRules().size();
    }

    /** The time to compute runs from the end of the enrolment, whenever somebody comes. */
    private long voteUntil(ModelJob job, @Nullable ModelDispute dispute) {
        return Objects.requireNonNull(dispute).enrolUntil
                + job.order.workWindow()
                + settings.juryRules().margin();
    }

    private void openVoting(ModelJob job, ModelDispute dispute) {
        dispute.phase = DisputePhase.VOTING;
        ModelMarket.advance(job, JobState.DISPUTED, voteUntil(job, dispute));
    }

    private void openReveal(ModelJob job, ModelDispute dispute, long now) {
        dispute.phase = DisputePhase.OPENING;
        ModelMarket.advance(
                job, JobState.JURY_REVEAL, now + settings.juryRules().reveal());
    }

    // ---- the end

    private void resolve(Moment at, ModelJob job, ModelDispute dispute) {
        DisputePhase last = dispute.phase;
        dispute.phase = DisputePhase.OVER;
        Map<Hash32, Long> tally = dispute.tally();
        long most = tally.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Hash32 root = tally.entrySet().stream()
                .filter(entry -> entry.getValue() >= settings.juryRules().majority())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Hash32.ZERO);
        List<Address> winners = owners(job.seats(seat -> seat.found(job.result)));
        boolean found = !root.equals(Hash32.ZERO);
        boolean upheld = found && root.equals(dispute.proposed);
        String outcome = !found ? "NoMajority" : upheld ? "Upheld" : "Overturned";
        dispute.verdict = new Verdict(root, most, outcome, at.now());
        BigInteger seized = market.verdict(job, root, at.now());
        List<Address> jurors = judge(job, dispute, last, root);
        if (!found) noMajority(job, dispute, jurors);
        else if (upheld) upheld(job, dispute, jurors, winners, seized);
        else overturned(job, dispute, root, jurors, seized);
    }

    /** Fines jurors, for the treasury. @return owners of the seats that did right: those of the majority, or without one all who opened */
    private List<Address> judge(ModelJob job, ModelDispute dispute, DisputePhase last, Hash32 root) {
        BigInteger lock = settings.jurorLock(job.order.bond());
        for (Juror juror : dispute.jurors) {
            BigInteger loss = loss(dispute.voteOf(juror.node()), last, root, lock);
            if (loss.signum() == 0) juror.node().release(lock);
            else staking.slash(juror.node(), lock, loss, settings.treasury());
        }
        return dispute
                .jurors(vote -> ModelDispute.isOpen(vote)
                        && (root.equals(Hash32.ZERO) || vote.orElseThrow().found(root)))
                .stream()
                .map(juror -> juror.node().owner)
                .toList();
    }

    private BigInteger loss(Optional<Pledge> vote, DisputePhase last, Hash32 root, BigInteger lock) {
        boolean closed = last == DisputePhase.VOTING || last == DisputePhase.OPENING;
        if (!closed) return BigInteger.ZERO;
        if (vote.isEmpty()) return settings.noShowLoss(lock);
        boolean hidden = last == DisputePhase.OPENING && !ModelDispute.isOpen(vote);
        boolean wrong = ModelDispute.isOpen(vote)
                && !root.equals(Hash32.ZERO)
                && !vote.orElseThrow().found(root);
        return hidden || wrong ? lock : BigInteger.ZERO;
    }

    /** A proposal stands; a tenth of the challengers' bonds is for the jurors who opened. */
    private void noMajority(ModelJob job, ModelDispute dispute, List<Address> jurors) {
        BigInteger bond = job.order.bond();
        BigInteger fine = jurors.isEmpty() ? BigInteger.ZERO : bond.divide(BigInteger.TEN);
        for (Challenger one : dispute.challengers) pay(settings.jury(), one.account(), bond.subtract(fine));
        share(settings.jury(), jurors, fine.multiply(count(dispute)));
    }

    /**
     * Half of the challengers' bonds is for the jurors, half for the seats that were right. Without any, a seat has challenged, and half a bond of the
     * seats is for the jurors.
     */
    private void upheld(
            ModelJob job, ModelDispute dispute, List<Address> jurors, List<Address> winners, BigInteger seized) {
        BigInteger bond = job.order.bond();
        if (dispute.challengers.isEmpty()) {
            share(settings.treasury(), jurors, bond.divide(BigInteger.TWO).min(seized));
            return;
        }
        BigInteger lost = bond.multiply(count(dispute));
        BigInteger half = lost.divide(BigInteger.TWO);
        share(settings.jury(), jurors, half);
        share(settings.jury(), winners, lost.subtract(half));
    }

    /** Half a bond is for the jurors, a quarter for the first challenger who was right. The treasury, which has the seats' bonds, gives both. */
    private void overturned(ModelJob job, ModelDispute dispute, Hash32 root, List<Address> jurors, BigInteger seized) {
        BigInteger bond = job.order.bond();
        BigInteger reward = bond.divide(BigInteger.TWO).min(seized);
        share(settings.treasury(), jurors, reward);
        BigInteger bounty = bond.divide(BigInteger.valueOf(4)).min(seized.subtract(reward));
        for (Challenger one : dispute.challengers) {
            boolean right = one.pledge().found(root);
            BigInteger loss = right ? BigInteger.ZERO : settings.noShowLoss(bond);
            pay(settings.jury(), one.account(), bond.subtract(loss));
            pay(settings.jury(), settings.treasury(), loss);
            if (!right) continue;
            pay(settings.treasury(), one.account(), bounty);
            bounty = BigInteger.ZERO;
        }
    }

    private static BigInteger count(ModelDispute dispute) {
        return BigInteger.valueOf(dispute.challengers.size());
    }

    private static List<Address> owners(List<ModelSeat> seats) {
        return seats.stream().map(seat -> seat.node.owner).toList();
    }

    private void pay(Address from, Address to, BigInteger amount) {
        vault.move(settings.stakeToken(), from, to, amount);
    }

    private void share(Address from, List<Address> among, BigInteger amount) {
        vault.share(settings.stakeToken(), from, among, amount, settings.treasury());
    }

    // ---- guards

    private static boolean isIn(@Nullable ModelDispute dispute, DisputePhase... phases) {
        return dispute != null && List.of(phases).contains(dispute.phase);
    }

    private static Rules inTime(Moment at, ModelJob job, JobState state, DisputePhase phase) {
        return new Rules()
                .require(job.state == state && isIn(job.dispute, phase), "WrongPhase")
                .require(at.now() <= job.deadline, "DeadlinePassed");
    }
}
