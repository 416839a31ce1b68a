package io.gridwork.transactions;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.Call;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An action as the journal keeps it. {@code note}: why it is cancelled, or failed; else empty. Attempts are in order. */
public record JournalEntry(
        ActionKey key,
        long nonce,
        Call call,
        Status status,
        String note,
        @Nullable Inclusion inclusion,
        List<Attempt> attempts) {
    /** How far it is. */
    public enum Status {
        PENDING,
        CANCELLING,
        SUCCEEDED,
        REVERTED,
        CANCELLED
    }

    /** A signed transaction for the entry, stored before it is sent. {@code filler}: it only uses up the nonce. */
    public record Attempt(
            long nonce,
            boolean filler,
            SignedTransaction transaction,
            long gasLimit,
            BigInteger maxFee,
            BigInteger tip) {}

    /** Which transaction made it into which block. {@code fee}: wei. */
    public record Inclusion(Hash32 txHash, BlockRef block, Uint256 fee) {}

    public JournalEntry {
        attempts = List.copyOf(attempts);
    }

    /** The attempt to replace: the newest. */
    public Attempt newest() {
        return attempts.getLast();
    }

    TransactionState state(String trouble) {
        return switch (status) {
            case PENDING, CANCELLING ->
                new TransactionState.Pending(key, nonce, newest().transaction().hash(), attempts.size(), trouble);
            case SUCCEEDED, REVERTED -> {
                Inclusion in = Objects.requireNonNull(inclusion);
                yield new TransactionState.Done(
                        key, nonce, status == Status.SUCCEEDED, in.txHash(), in.block(), in.fee(), note);
            }
            case CANCELLED -> new TransactionState.Cancelled(key, nonce, note);
        };
    }
}
