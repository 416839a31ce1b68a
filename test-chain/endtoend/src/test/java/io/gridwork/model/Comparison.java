package io.gridwork.model;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.model.LiveNetwork.Question;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the contracts show, held against the model. */
final class Comparison {
    private final LiveNetwork live;
    private final List<String> differences = new ArrayList<>();

    Comparison(LiveNetwork live) {
        this.live = live;
    }

    List<String> differences() {
        return differences;
    }

    void job(ModelJob job, Hash32 specHash) {
        List<Question> questions = new ArrayList<>();
        questions.add(new Question("jobOf", job.id));
        job.seats.forEach(seat -> questions.add(new Question("seatOf", job.id, seat.number)));
        List<AbiValue> answers = live.readAll("JobEscrow", questions);
        progress(job, answers.get(0));
        AbiValue escrow = live.read("MarketLens", "escrowOf", job.order.arguments(specHash))
                .getFirst();
        equal(job, "escrow", job.escrow(), escrow.toInteger());
        for (ModelSeat seat : job.seats)
            seat(job, seat, answers.get(1 + seat.number).toList());
        if (job.dispute != null) dispute(job, job.dispute);
    }

    private void progress(ModelJob job, AbiValue shown) {
        number(job, shown, "state", job.state.code());
        number(job, shown, "seated", job.seats.size());
        number(job, shown, "committed", job.seats(ModelSeat::hasCommitted).size());
        number(job, shown, "revealed", job.seats(ModelSeat::hasRevealed).size());
        number(job, shown, "priceBps", job.clearingBps);
        number(job, shown, "feeBps", job.feeBps);
        number(job, shown, "postedAt", job.postedAt);
        number(job, shown, "postBlock", job.postBlock);
        number(job, shown, "deadline", job.deadline);
        equal(
                job,
                "result",
                job.result,
                live.field("JobEscrow", "jobOf", shown, "result").toHash());
    }

    private void number(ModelJob job, AbiValue shown, String name, long expected) {
        equal(job, name, expected, live.field("JobEscrow", "jobOf", shown, name).toLong());
    }

    private void seat(ModelJob job, ModelSeat seat, List<AbiValue> shown) {
        Hash32 hash = seat.root != null ? seat.root : Objects.requireNonNullElse(seat.commitment, Hash32.ZERO);
        equal(job, "node of seat " + seat.number, seat.node.id, shown.get(0).toLong());
        equal(job, "hash of seat " + seat.number, hash, shown.get(2).toHash());
    }

    private void dispute(ModelJob job, ModelDispute dispute) {
        AbiValue shown = live.read("Jury", "disputeOf", job.id).getFirst();
        disputed(job, shown, "phase", dispute.phase.code());
        disputed(job, shown, "openedAt", dispute.openedAt);
        disputed(job, shown, "seedBlock", dispute.seedBlock);
        disputed(job, shown, "enrolUntil", dispute.enrolUntil);
        disputed(job, shown, "tickets", dispute.tickets);
        disputed(job, shown, "listed", dispute.jurors.size());
        disputed(job, shown, "committed", dispute.seats(Optional::isPresent));
        disputed(job, shown, "opened", dispute.seats(ModelDispute::isOpen));
        disputed(job, shown, "challengers", dispute.challengers.size());
        equal(
                job,
                "seed",
                dispute.seed,
                live.field("Jury", "disputeOf", shown, "seed").toHash());
        for (int i = 0; i < dispute.jurors.size(); i++) juror(job, dispute, i);
        for (int i = 0; i < dispute.challengers.size(); i++) challenger(job, dispute.challengers.get(i), i);
    }

    private void disputed(ModelJob job, AbiValue shown, String name, long expected) {
        equal(
                job,
                "dispute's " + name,
                expected,
                live.field("Jury", "disputeOf", shown, name).toLong());
    }

    private void juror(ModelJob job, ModelDispute dispute, int seat) {
        ModelDispute.Juror juror = dispute.jurors.get(seat);
        List<AbiValue> shown =
                live.read("Jury", "jurorOf", job.id, seat).getFirst().toList();
        String who = "juror " + seat;
        equal(job, "node of " + who, juror.node().id, shown.get(0).toLong());
        equal(job, "ticket of " + who, juror.ticket(), shown.get(1).toLong());
        equal(job, "draw of " + who, juror.draw(), shown.get(2).toInteger());
        Hash32 hash =
                dispute.voteOf(juror.node()).map(ModelDispute.Pledge::shown).orElse(Hash32.ZERO);
        equal(job, "hash of " + who, hash, shown.get(3).toHash());
    }

    private void challenger(ModelJob job, ModelDispute.Challenger challenger, int number) {
        List<AbiValue> shown =
                live.read("Jury", "challengerOf", job.id, number).getFirst().toList();
        String who = "challenger " + number;
        equal(job, who, challenger.account(), shown.get(0).toAddress());
        equal(
                job,
                "opening of " + who,
                challenger.pledge().root != null,
                shown.get(1).toBoolean());
        equal(job, "hash of " + who, challenger.pledge().shown(), shown.get(2).toHash());
    }

    void node(ModelNode node) {
        AbiValue shown = live.read("NodeStaking", "nodeOf", node.id).getFirst();
        equal(
                node,
                "owner",
                node.owner,
                live.field("NodeStaking", "nodeOf", shown, "owner").toAddress());
        amount(node, shown, "stake", node.stake);
        amount(node, shown, "locked", node.locked);
        amount(node, shown, "unbonding", node.unbonding);
        amount(node, shown, "unlockAt", BigInteger.valueOf(node.unlockAt));
        amount(node, shown, "allowance", node.allowance);
        amount(node, shown, "tickets", BigInteger.valueOf(node.tickets.count()));
        amount(node, shown, "stakeSince", BigInteger.valueOf(node.stakeSince));
        amount(node, shown, "lastSeen", BigInteger.valueOf(node.lastSeen));
        amount(node, shown, "completed", BigInteger.valueOf(node.completed));
        amount(node, shown, "faults", BigInteger.valueOf(node.faults));
    }

    private void amount(ModelNode node, AbiValue shown, String name, BigInteger expected) {
        equal(
                node,
                name,
                expected,
                live.field("NodeStaking", "nodeOf", shown, name).toInteger());
    }

    /** Of all tokens and accounts. */
    void balances(Ledger vault, List<Address> tokens, List<Address> accounts) {
        List<Question> questions = new ArrayList<>();
        for (Address token : tokens)
            for (Address account : accounts) questions.add(new Question("balanceOf", token, account));
        List<AbiValue> answers = live.readAll("Vault", questions);
        for (int i = 0; i < answers.size(); i++) {
            Address token = tokens.get(i / accounts.size());
            Address account = accounts.get(i % accounts.size());
            BigInteger shown = answers.get(i).toInteger();
            if (!vault.of(token, account).equals(shown))
                differences.add("vault balance of " + account + " in " + token + ": model " + vault.of(token, account)
                        + ", contract " + shown);
        }
    }

    void quote(ModelMarket market, Address token, int nodeClass) {
        BigInteger shown =
                live.read("JobEscrow", "quote", token, nodeClass).getFirst().toInteger();
        if (!market.quote(token, nodeClass).equals(shown))
            differences.add(
                    "price index of " + token + ": model " + market.quote(token, nodeClass) + ", contract " + shown);
    }

    private void equal(ModelJob job, String what, Object expected, Object shown) {
        if (!expected.equals(shown))
            differences.add("job " + job.id + ", " + what + ": model " + expected + ", contract " + shown);
    }

    private void equal(ModelNode node, String what, Object expected, Object shown) {
        if (!expected.equals(shown))
            differences.add("node " + node.id + ", " + what + ": model " + expected + ", contract " + shown);
    }
}
