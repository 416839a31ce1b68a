package io.gridwork.transactions;

import io.gridwork.chain.Call;
import java.math.BigInteger;

/**
 * A transaction, ready to be signed. Fees are wei per unit of gas; {@code maxFee} includes {@code tip}.
 *
 * @param isLegacy whether it is of type 0, for chains without a base fee, rather than of type 2 (EIP-1559); {@code maxFee}
 *     is its price then
 */
public record UnsignedTransaction(
        long chainId, long nonce, Call call, long gasLimit, BigInteger maxFee, BigInteger tip, boolean isLegacy) {
    public UnsignedTransaction {
        if (tip.signum() < 0 || maxFee.compareTo(tip) < 0) {
            throw new IllegalArgumentException(
                    "the fee cap " + maxFee + " wei must not be below the tip " + tip + " wei");
        }
    }

    public UnsignedTransaction(long chainId, long nonce, Call call, long gasLimit, BigInteger maxFee, BigInteger tip) {
        this(chainId, nonce, call, gasLimit, maxFee, tip, false);
    }
}
