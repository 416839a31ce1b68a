package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.SlashReason;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A verdict as facts: what the jury found, then a line for each loss and each payment. */
final class VerdictLines {
    private final ChainReader reader;
    private final BigInteger bond;

    /** @param bond of a seat, and so of a challenge */
    VerdictLines(ChainReader reader, BigInteger bond) {
        this.reader = reader;
        this.bond = bond;
    }

    void addTo(Map<String, Object> facts, Verdict verdict) {
        facts.put("verdict", found(verdict));
        int number = 0;
        for (Verdict.Loss loss : verdict.losses())
            facts.put(
                    "lost " + ++number,
                    shown(loss.amount(), reader.stakeToken()) + " by node " + loss.node() + ": " + why(loss.reason()));
        number = 0;
        for (Verdict.Payment payment : verdict.payments())
            facts.put(
                    "paid " + ++number,
                    shown(payment.amount(), payment.token()) + " to " + payment.to() + ": " + whatFor(payment));
    }

    private static String found(Verdict verdict) {
        String votes = verdict.votes() + " of " + verdict.jurors() + " juror seats found ";
        return switch (verdict.outcome()) {
            case NO_MAJORITY ->
                "none: at most " + verdict.votes() + " of " + verdict.jurors() + " juror seats found the same result";
            case UPHELD -> "the proposed result is right: " + votes + "it too";
            case OVERTURNED -> "the proposed result is wrong: " + votes + verdict.root();
        };
    }

    private static String why(SlashReason reason) {
        return switch (reason) {
            case NO_SHOW -> "it did not vote";
            case HIDDEN_REVEAL -> "it hid its result";
            case WRONG_RESULT -> "its result was wrong";
            case JUROR_FAULT -> "it hid its vote, or voted against the majority";
        };
    }

    private String whatFor(Verdict.Payment payment) {
        return switch (payment.purpose()) {
            case RESULT -> "the price, for the result of " + nodes(payment.nodes());
            case FEE -> "the network's fee";
            case REST -> "back to the requester";
            case CHALLENGE -> "the challenger's bond" + change(payment.amount());
            case VOTE -> "for the votes of " + nodes(payment.nodes());
            case DEFENCE -> "for the right result of " + nodes(payment.nodes());
            case FINES -> "the rest of the fines, to the treasury";
        };
    }

    private String change(BigInteger back) {
        BigInteger more = back.subtract(bond);
        if (more.signum() == 0) return "";
        String amount = shown(more.abs(), reader.stakeToken());
        return more.signum() > 0 ? ", and " + amount + " for the right root" : " without " + amount;
    }

    private static String nodes(List<NodeId> nodes) {
        return (nodes.size() == 1 ? "node " : "nodes ")
                + nodes.stream().map(NodeId::toString).collect(Collectors.joining(", "));
    }

    private String shown(BigInteger amount, Address token) {
        return Amounts.text(amount, reader.decimals(token)) + " " + reader.symbol(token);
    }
}
