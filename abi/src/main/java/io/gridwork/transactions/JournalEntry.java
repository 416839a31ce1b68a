package io.gridwork.transactions;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.Call;
import io.gridwork.transactions.FeePolicy.Bid;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action as the journal keeps it. Attempts are in order.
 *
 * @param note why it is cancelled, has failed, or was taken up again; else empty
 */
record JournalEntry(
        ActionKey key,
        long nonce,
        Call call,
        Status status,
        String note,
        @Nullable Inclusion inclusion,
        List<Attempt> attempts) {
    /** How far it is. */
    enum Status {
        PENDING,
        CANCELLING,
        SUCCEEDED,
        REVERTED,
        CANCELLED
    }

    /** A signed transaction for the entry, stored before it is sent. {@code filler}: it only uses up the nonce. */
    record Attempt(
            long nonce,
            boolean filler,
            SignedTransaction transaction,
            long gasLimit,
            BigInteger maxFee,
            BigInteger tip) {
        Bid bid() {
            return new Bid(maxFee, tip);
        }
    }

    /** Which transaction made it into which block. {@code fee}: wei. */
    record Inclusion(Hash32 txHash, BlockRef block, Uint256 fee) {}

    JournalEntry {
        attempts = List.copyOf(attempts);
    }

    boolean isSettled() {
        return status != Status.PENDING && status != Status.CANCELLING;
    }

    /** The attempt to replace: the newest. */
    Attempt newest() {
        return attempts.getLast();
    }

    /** Whether what must be sent for it is the action itself, and not an empty transfer. */
    boolean isWanted() {
        return status == Status.PENDING;
    }

    TransactionState state(String trouble) {
        return switch (status) {
            case PENDING, CANCELLING ->
                new TransactionState.Pending(
                        key, nonce, newest().transaction().hash(), attempts.size(), noted(trouble));
            case SUCCEEDED, REVERTED -> {
                Inclusion in = Objects.requireNonNull(inclusion);
                yield new TransactionState.Done(
                        key, nonce, status == Status.SUCCEEDED, in.txHash(), in.block(), in.fee(), note);
            }
            case CANCELLED -> new TransactionState.Cancelled(key, nonce, note);
        };
    }

    private String noted(String trouble) {
        if (note.isEmpty()) return trouble;
        return (status == Status.CANCELLING ? "it is being given up (" + note + "); " : note + "; ") + trouble;
    }
}
