package io.gridwork.transactions;

import io.gridwork.chain.Fees;
import java.math.BigInteger;
import java.util.Optional;

/** What to pay for gas, in wei. */
record FeePolicy(BigInteger lowestTip, BigInteger highestFee) {
    private static final BigInteger EIGHT = BigInteger.valueOf(8);
    /** Three gwei, where the base fee is less than half of that. */
    private static final BigInteger USUAL_TIP = BigInteger.valueOf(3_000_000_000L);

    /** How much more a replacement offers. */
    enum Raise {
        /** What every node takes as a replacement, with little waste. */
        EIGHTH(9),
        /** For a node that says that it is too little, and not how much is enough. */
        DOUBLE(16);

        private final BigInteger eighths;

        Raise(int eighths) {
            this.eighths = BigInteger.valueOf(eighths);
        }

        BigInteger of(BigInteger wei) {
            return wei.multiply(eighths)
                    .add(EIGHT)
                    .subtract(BigInteger.ONE)
                    .divide(EIGHT)
                    .max(BigInteger.ONE);
        }
    }

    /** {@code maxFee} includes {@code tip}, as in EIP-1559; a legacy transaction's price is both. */
    record Bid(BigInteger maxFee, BigInteger tip) {}

    /**
     * Room for the base fee to double, which takes it six full blocks. Empty when gas is dearer than the highest fee.
     *
     * @param affordable wei per gas that the account can pay; where there is no base fee, it may well be nothing
     */
    Optional<Bid> first(Fees fees, BigInteger affordable) {
        BigInteger tip = tip(fees);
        if (!fees.isLegacy() && fees.baseFee().signum() == 0) tip = tip.min(affordable);
        BigInteger needed = fees.baseFee().add(tip);
        if (needed.compareTo(highestFee) > 0) return Optional.empty();
        BigInteger wanted = wanted(fees, tip);
        return Optional.of(new Bid(wanted.min(highestFee).min(affordable.max(needed)), tip));
    }

    /** Dearer in both parts; empty when that is above the highest fee. */
    Optional<Bid> raise(Bid old, Fees fees, Raise by) {
        BigInteger tip = by.of(old.tip()).max(tip(fees));
        BigInteger least = by.of(old.maxFee()).max(tip);
        if (least.compareTo(highestFee) > 0) return Optional.empty();
        BigInteger maxFee = least.max(wanted(fees, tip)).min(highestFee);
        return Optional.of(new Bid(maxFee, fees.isLegacy() ? maxFee : tip));
    }

    /**
     * A legacy price is the market's, and where gas is free a tip would keep out who has nothing. No more than is usual at once,
     * whatever the node suggests, for whoever makes the block earns it: a node that wants more refuses it, and then it is raised.
     */
    private BigInteger tip(Fees fees) {
        if (fees.isLegacy() || fees.isFree()) return fees.suggestedTip();
        BigInteger usual = fees.baseFee().shiftLeft(1).max(USUAL_TIP).max(lowestTip);
        return fees.suggestedTip().max(lowestTip).min(usual);
    }

    private static BigInteger wanted(Fees fees, BigInteger tip) {
        return fees.baseFee().shiftLeft(1).add(tip);
    }
}
