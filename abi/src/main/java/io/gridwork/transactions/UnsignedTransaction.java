package io.gridwork.transactions;

import io.gridwork.chain.Call;
import io.gridwork.chain.Fees;
import java.math.BigInteger;

/** An EIP-1559 transaction, ready to be signed. Fees are wei per unit of gas; {@code maxFee} includes {@code tip}. */
public record UnsignedTransaction(
        long chainId, long nonce, Call call, long gasLimit, BigInteger maxFee, BigInteger tip) {
    public UnsignedTransaction {
        if (tip.signum() < 0 || maxFee.compareTo(tip) < 0) {
            throw new IllegalArgumentException(
                    "the fee cap " + maxFee + " wei must not be below the tip " + tip + " wei");
        }
    }
}
