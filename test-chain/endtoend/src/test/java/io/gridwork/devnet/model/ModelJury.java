package io.gridwork.devnet.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobState;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Disputes: rows 12 to 15, and the one rule: only a strict majority of all juror seats overturns a proposal. */
final class ModelJury {
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

    /** Row 12. */
    void challenge(Moment at, ModelJob job, Hash32 counterRoot) {
        BigInteger bond = job.order.bond();
        ModelMarket.inTime(at, job, JobState.PROPOSED)
                .require(!counterRoot.equals(Hash32.ZERO), "ZeroHash")
                .require(!counterRoot.equals(job.result), "SameRoot")
                .require(vault.of(settings.stakeToken(), at.caller()).compareTo(bond) >= 0, "InsufficientBalance")
                .enforce();
        vault.move(settings.stakeToken(), at.caller(), settings.jury(), bond);
        open(at, job, at.caller(), bond, counterRoot);
    }

    /** Rows 9b and 12. */
    void open(Moment at, ModelJob job, Address challenger, BigInteger bond, Hash32 counterRoot) {
        job.dispute = new ModelDispute(challenger, bond, counterRoot, at.now(), at.block());
        ModelMarket.advance(job, JobState.DISPUTED, at.now() + job.order.workWindow() + settings.juryMargin());
    }

    /** Row 13. */
    void commit(Moment at, ModelJob job, ModelNode node, int juror, Hash32 commitment) {
        Rules rules = ModelMarket.inTime(at, job, JobState.DISPUTED);
        ModelDispute dispute = job.dispute;
        if (dispute == null) throw new Refused(List.of("WrongState"));
        boolean neutral = job.seats.stream().noneMatch(seat -> seat.node == node)
                && dispute.jurors.stream().noneMatch(seat -> seat.node == node);
        rules.require(!commitment.equals(Hash32.ZERO), "ZeroHash")
                .require(juror == dispute.jurors.size(), "UnknownJuror")
                .require(neutral, "NotNeutral");
        staking.requireAvailable(rules, at, node, job);
        market.requireDrawn(rules, at, job, node, dispute.openBlock + 1, dispute.openedAt);
        rules.enforce();
        node.lock(job.order.bond(), at.now());
        var seat = new ModelSeat(juror, node);
        seat.commitment = commitment;
        dispute.jurors.add(seat);
        if (dispute.jurors.size() == settings.jurySize()) openReveal(job, at.now());
    }

    /** Row 15. */
    void reveal(Moment at, ModelJob job, int juror, Hash32 root, Hash32 commitment) {
        Rules rules = ModelMarket.inTime(at, job, JobState.JURY_REVEAL);
        ModelDispute dispute = job.dispute;
        if (dispute == null) throw new Refused(List.of("WrongState"));
        ModelSeat seat = juror < dispute.jurors.size() ? dispute.jurors.get(juror) : null;
        rules.require(seat != null, "UnknownJuror")
                .require(seat == null || !seat.hasRevealed(), "AlreadyRevealed")
                .require(!root.equals(Hash32.ZERO), "ZeroHash")
                .require(seat != null && commitment.equals(seat.commitment), "WrongReveal")
                .enforce();
        Objects.requireNonNull(seat).root = root;
        if (dispute.jurors.stream().allMatch(ModelSeat::hasRevealed)) resolve(at, job, dispute);
    }

    /** Rows 14 and 15, when the deadline has passed. */
    void conclude(Moment at, ModelJob job) {
        ModelDispute dispute = Objects.requireNonNull(job.dispute);
        if (job.state == JobState.DISPUTED && !dispute.jurors.isEmpty()) openReveal(job, at.now());
        else resolve(at, job, dispute);
    }

    private void openReveal(ModelJob job, long now) {
        ModelMarket.advance(job, JobState.JURY_REVEAL, now + settings.juryRevealWindow());
    }

    private void resolve(Moment at, ModelJob job, ModelDispute dispute) {
        Hash32 verdict = ModelJob.mostFrequent(dispute.jurors)
                .filter(most -> 2 * most.getValue() > settings.jurySize())
                .map(Map.Entry::getKey)
                .orElse(Hash32.ZERO);
        boolean majority = !verdict.equals(Hash32.ZERO);
        List<ModelSeat> right = dispute.jurors.stream()
                .filter(juror -> majority ? juror.found(verdict) : juror.hasRevealed())
                .toList();
        List<ModelSeat> wrong =
                dispute.jurors.stream().filter(juror -> !right.contains(juror)).toList();
        for (ModelSeat juror : right) juror.node.release(job.order.bond());
        market.seize(job, wrong, job.order.bond());
        if (majority)
            market.seize(job, job.seats(seat -> seat.hasRevealed() && !seat.found(verdict)), job.order.bond());
        if (!majority) noMajority(at, job, dispute, owners(right));
        else if (verdict.equals(job.result)) upheld(at, job, dispute, owners(right));
        else overturned(at, job, dispute, verdict, owners(right));
    }

    /** A proposal stands; a tenth of the challenger's bond is for the jurors who came. */
    private void noMajority(Moment at, ModelJob job, ModelDispute dispute, List<Address> jurors) {
        if (job.result.equals(Hash32.ZERO)) market.refund(job, at.now());
        else market.settle(job, at.now());
        BigInteger fine = jurors.isEmpty() ? BigInteger.ZERO : dispute.bond.divide(BigInteger.TEN);
        pay(settings.jury(), dispute.challenger, dispute.bond.subtract(fine));
        share(settings.jury(), jurors, fine);
    }

    /** Half of the challenger's bond is for the jurors, half for the seats that were right. */
    private void upheld(Moment at, ModelJob job, ModelDispute dispute, List<Address> jurors) {
        List<Address> winners = owners(job.seats(seat -> seat.found(job.result)));
        market.settle(job, at.now());
        BigInteger half = dispute.bond.divide(BigInteger.TWO);
        share(settings.jury(), jurors, half);
        share(settings.jury(), winners, dispute.bond.subtract(half));
    }

    /** Half a bond is for the jurors, a quarter for the challenger who was right. The treasury, which has the seats' bonds, gives both. */
    private void overturned(Moment at, ModelJob job, ModelDispute dispute, Hash32 verdict, List<Address> jurors) {
        boolean found = dispute.counterRoot.equals(verdict);
        boolean somebodyEarns = job.seats.stream().anyMatch(seat -> seat.found(verdict));
        job.result = verdict;
        if (somebodyEarns) market.settle(job, at.now());
        else market.refund(job, at.now());
        pay(settings.jury(), dispute.challenger, dispute.bond);
        share(settings.treasury(), jurors, job.order.bond().divide(BigInteger.TWO));
        if (found) pay(settings.treasury(), dispute.challenger, job.order.bond().divide(BigInteger.valueOf(4)));
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
}
