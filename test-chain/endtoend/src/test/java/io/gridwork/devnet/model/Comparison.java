package io.gridwork.devnet.model;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.devnet.model.LiveNetwork.Question;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
        questions.add(new Question("escrowOf", List.of(job.order.arguments(specHash))));
        job.seats.forEach(seat -> questions.add(new Question("seatOf", job.id, seat.number)));
        List<AbiValue> answers = live.readAll("JobEscrow", questions);
        progress(job, answers.get(0));
        equal(job, "escrow", job.escrow(), answers.get(1).toInteger());
        for (ModelSeat seat : job.seats)
            seat(job, seat, answers.get(2 + seat.number).toList());
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
        equal(
                job,
                "challenger",
                dispute.challenger,
                live.field("Jury", "disputeOf", shown, "challenger").toAddress());
        equal(
                job,
                "challenge bond",
                dispute.bond,
                live.field("Jury", "disputeOf", shown, "bond").toInteger());
        equal(
                job,
                "counter root",
                dispute.counterRoot,
                live.field("Jury", "disputeOf", shown, "counterRoot").toHash());
        equal(
                job,
                "jurors",
                (long) dispute.jurors.size(),
                live.field("Jury", "disputeOf", shown, "committed").toLong());
        for (ModelSeat juror : dispute.jurors) {
            List<AbiValue> one = live.read("Jury", "jurorOf", job.id, juror.number)
                    .getFirst()
                    .toList();
            equal(
                    job,
                    "node of juror " + juror.number,
                    juror.node.id,
                    one.get(0).toLong());
            equal(
                    job,
                    "hash of juror " + juror.number,
                    juror.root != null ? juror.root : juror.commitment,
                    one.get(2).toHash());
        }
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
        amount(node, shown, "active", BigInteger.valueOf(node.active));
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
