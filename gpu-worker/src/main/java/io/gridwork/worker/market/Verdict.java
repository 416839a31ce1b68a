package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.DisputeOutcome;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.SlashReason;
import java.math.BigInteger;
import java.util.List;

/**
 * How a dispute ended, and who lost and got what by it.
 *
 * @param root what the jury found; zero without a majority
 * @param votes juror seats behind the most frequent root
 * @param jurors seats of a jury
 */
public record Verdict(
        DisputeOutcome outcome, Hash32 root, int votes, int jurors, List<Loss> losses, List<Payment> payments) {
    public Verdict {
        losses = List.copyOf(losses);
        payments = List.copyOf(payments);
    }

    /** A part of a node's stake that was taken. */
    public record Loss(NodeId node, BigInteger amount, SlashReason reason) {}

    /** What a vault balance was paid for. */
    public enum Purpose {
        RESULT,
        FEE,
        /** What is left of the price goes back to the requester. */
        REST,
        CHALLENGE,
        VOTE,
        /** Of the challengers' bonds, for seats that were right. */
        DEFENCE,
        /** What nobody else gets goes to the treasury. */
        FINES
    }

    /**
     * A payment.
     *
     * @param nodes of that owner, whose results or votes are paid; empty for the other purposes
     */
    public record Payment(Purpose purpose, Address to, List<NodeId> nodes, Address token, BigInteger amount) {
        public Payment {
            nodes = List.copyOf(nodes);
        }
    }
}
