package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a transaction in its block. {@code contractAddress}: of the contract it created, else null;
 * {@code effectiveGasPrice}: wei; {@code type}: the transaction's (EIP-2718); {@code stateRoot}: of receipts from before
 * Byzantium (EIP-658), which do not say whether the transaction succeeded, else null.
 */
public record Receipt(
        Hash32 txHash,
        int txIndex,
        BlockRef block,
        Address from,
        @Nullable Address to,
        @Nullable Address contractAddress,
        Outcome outcome,
        long gasUsed,
        long cumulativeGasUsed,
        Uint256 effectiveGasPrice,
        int type,
        @Nullable Hash32 stateRoot,
        List<LogEntry> logs) {
    /** Whether the transaction did what it should. */
    public enum Outcome {
        SUCCEEDED,
        REVERTED,
        /** The node does not say. */
        UNKNOWN
    }

    public Receipt {
        logs = List.copyOf(logs);
    }

    /** Whether the node says so. */
    public boolean succeeded() {
        return outcome == Outcome.SUCCEEDED;
    }

    /** Wei that the sender paid for gas. */
    public Uint256 fee() {
        return Uint256.of(effectiveGasPrice.toBigInteger().multiply(BigInteger.valueOf(gasUsed)));
    }
}
