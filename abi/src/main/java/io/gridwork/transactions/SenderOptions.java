package io.gridwork.transactions;

import java.math.BigInteger;
import java.time.Duration;

/**
 * How a sender behaves.
 *
 * @param confirmations blocks, the transaction's own included, after which it is taken for final
 * @param replaceAfterBlocks blocks without it, after which its fees are raised
 * @param lowestTip wei per gas to the block's producer; more where the node suggests more
 * @param highestFee wei per gas in all; above it the sender waits rather than pays
 * @param gasHeadroomPercent on top of the node's estimate, since state moves between estimate and block
 * @param pollInterval of {@link TransactionSender#await}
 */
public record SenderOptions(
        int confirmations,
        int replaceAfterBlocks,
        BigInteger lowestTip,
        BigInteger highestFee,
        int gasHeadroomPercent,
        Duration pollInterval) {
    public static final SenderOptions DEFAULT = new SenderOptions(
            1, 3, BigInteger.valueOf(100_000_000L), BigInteger.valueOf(500_000_000_000L), 25, Duration.ofMillis(250));

    public SenderOptions {
        if (confirmations < 1) throw new IllegalArgumentException("confirmations are at least 1, not " + confirmations);
        if (replaceAfterBlocks < 1) {
            throw new IllegalArgumentException("blocks until replacement are at least 1, not " + replaceAfterBlocks);
        }
        if (highestFee.compareTo(lowestTip) < 0) {
            throw new IllegalArgumentException(
                    "the highest fee, " + highestFee + " wei, must not be below the lowest tip, " + lowestTip + " wei");
        }
    }

    public SenderOptions withConfirmations(int confirmations) {
        return new SenderOptions(
                confirmations, replaceAfterBlocks, lowestTip, highestFee, gasHeadroomPercent, pollInterval);
    }

    public SenderOptions withHighestFee(BigInteger highestFee) {
        return new SenderOptions(
                confirmations, replaceAfterBlocks, lowestTip, highestFee, gasHeadroomPercent, pollInterval);
    }

    public SenderOptions withPollInterval(Duration pollInterval) {
        return new SenderOptions(
                confirmations, replaceAfterBlocks, lowestTip, highestFee, gasHeadroomPercent, pollInterval);
    }
}
