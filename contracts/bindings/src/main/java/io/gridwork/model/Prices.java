package io.gridwork.model;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** Arithmetic of prices, fees and shares, as IJobEscrow states it. */
public final class Prices {
    public static final int WHOLE = 10_000;
    private static final BigInteger BPS = BigInteger.valueOf(WHOLE);
    private static final BigInteger SCALE = BigInteger.TEN.pow(18);
    private static final BigInteger EXPECTED_AT_ONCE = BigInteger.valueOf(4);
    private static final BigInteger DOUBLING = BigInteger.valueOf(15);
    private static final int TICKET_BITS = 64;

    private Prices() {}

    public static BigInteger fee(BigInteger paid, int feeBps) {
        return paid.multiply(BigInteger.valueOf(feeBps)).divide(BPS);
    }

    /** The offer rises linearly over the claim window, and is never nothing. */
    public static int offerBps(ModelOrder order, long age) {
        if (age >= order.claimWindow()) return WHOLE;
        long bps = order.startPriceBps() + (WHOLE - order.startPriceBps()) * age / order.claimWindow();
        return (int) Math.max(1, bps);
    }

    public static BigInteger price(BigInteger maxPrice, int bps) {
        return new BigDecimal(maxPrice)
                .multiply(BigDecimal.valueOf(bps))
                .divide(BigDecimal.valueOf(WHOLE), 0, RoundingMode.CEILING)
                .toBigIntegerExact();
    }

    /** Moves by an eighth of the difference, and by an eighth of itself at most. */
    public static BigInteger index(BigInteger before, BigInteger price, long units) {
        BigInteger paid = price.multiply(SCALE).divide(BigInteger.valueOf(units));
        BigInteger difference = paid.subtract(before);
        BigInteger eighth = BigInteger.valueOf(8);
        return difference.signum() < 0
                ? before.subtract(difference.negate().divide(eighth))
                : before.add(difference.min(before).divide(eighth));
    }

    /** Seconds that a node waits for a draw to let it in: {@code ticket < 4 * stake / classStake * 2^(age / 15)}. */
    public static long delay(Hash32 seed, Hash32 job, long node, BigInteger stake, BigInteger classStake) {
        byte[] word = new byte[32];
        ByteBuffer.wrap(word).putLong(24, node);
        byte[] drawn = Keccak256.hash(ByteBuffer.allocate(96)
                        .put(seed.toArray())
                        .put(job.toArray())
                        .put(word)
                        .array())
                .toArray();
        BigInteger one = BigInteger.ONE.shiftLeft(TICKET_BITS);
        BigInteger growth = new BigInteger(1, drawn)
                .shiftRight(256 - TICKET_BITS)
                .multiply(classStake)
                .divide(EXPECTED_AT_ONCE.multiply(stake));
        if (growth.compareTo(one) < 0) return 0;
        // log2, piecewise linear: whole doublings, and the part of the next one.
        int doublings = growth.bitLength() - 1 - TICKET_BITS;
        BigInteger part = growth.shiftRight(doublings).subtract(one);
        BigInteger exponent = one.multiply(BigInteger.valueOf(doublings)).add(part);
        return new BigDecimal(exponent.multiply(DOUBLING))
                .divide(new BigDecimal(one), 0, RoundingMode.CEILING)
                .longValueExact();
    }
}
