package io.gridwork.transactions;

import io.gridwork.chain.ChainException;
import io.gridwork.chain.Fees;
import java.math.BigInteger;
import java.util.Optional;

/** What to pay for gas, in wei. */
record FeePolicy(BigInteger lowestTip, BigInteger highestFee) {
    private static final BigInteger EIGHT = BigInteger.valueOf(8);
    private static final BigInteger SEVEN = BigInteger.valueOf(7);

    /** {@code maxFee} includes {@code tip}, as in EIP-1559. */
    record Bid(BigInteger maxFee, BigInteger tip) {}

    /** Room for the base fee to double, which takes it six full blocks. @throws ChainException.Retryable when gas is too dear */
    Bid first(Fees fees) {
        BigInteger tip = fees.suggestedTip().max(lowestTip);
        BigInteger needed = fees.baseFee().add(tip);
        if (needed.compareTo(highestFee) > 0) {
            throw new ChainException.Retryable(
                    "gas costs " + needed + " wei now, more than the highest fee of " + highestFee + " wei", null);
        }
        return new Bid(fees.baseFee().shiftLeft(1).add(tip).min(highestFee), tip);
    }

    /** At least an eighth more of both, which every node takes as a replacement; empty when that is above the highest fee. */
    Optional<Bid> raise(Bid old, Fees fees) {
        BigInteger tip = eighthMore(old.tip()).max(fees.suggestedTip()).max(lowestTip);
        BigInteger least = eighthMore(old.maxFee()).max(tip);
        if (least.compareTo(highestFee) > 0) return Optional.empty();
        BigInteger wanted = fees.baseFee().shiftLeft(1).add(tip);
        return Optional.of(new Bid(least.max(wanted).min(highestFee), tip));
    }

    private static BigInteger eighthMore(BigInteger wei) {
        return wei.add(wei.add(SEVEN).divide(EIGHT)).max(BigInteger.ONE);
    }
}
