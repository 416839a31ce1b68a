package io.gridwork.transactions;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.Receipt;

/**
 * Where an action stands. {@link Done} and {@link Cancelled} stay as they are, unless the chain loses the block: then the
 * action is {@link Pending} again.
 */
public sealed interface TransactionState {
    ActionKey key();

    /** In the sender's order of transactions; no two actions of an account have the same at a time. */
    long nonce();

    default boolean isSettled() {
        return this instanceof Done || this instanceof Cancelled;
    }

    /**
     * Signed and stored, and on its way.
     *
     * @param hash of the newest attempt
     * @param trouble what it waits for, and what can be done about it; never empty
     */
    record Pending(ActionKey key, long nonce, Hash32 hash, int attempts, String trouble) implements TransactionState {}

    /** In a block, with fewer confirmations than asked for. */
    record Mined(ActionKey key, long nonce, Receipt receipt, long confirmations) implements TransactionState {}

    /**
     * In a block for good. {@code succeeded}: false when it reverted, and then {@code reason} says why as far as it can
     * be told; {@code fee}: wei paid for gas.
     */
    record Done(ActionKey key, long nonce, boolean succeeded, Hash32 txHash, BlockRef block, Uint256 fee, String reason)
            implements TransactionState {}

    /** It did not happen and will not: an empty transfer to the account itself, or another program's transaction, has its nonce. */
    record Cancelled(ActionKey key, long nonce, String reason) implements TransactionState {}
}
