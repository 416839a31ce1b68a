package io.gridwork.worker.market;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Amounts as people write them, in whole tokens, and as contracts count them, in smallest units. */
public final class Amounts {
    private Amounts() {}

    /** Such as 2.5 for 2,500,000 units of a token with 6 decimals. */
    public static String text(BigInteger units, int decimals) {
        BigDecimal whole = new BigDecimal(units, decimals).stripTrailingZeros();
        return whole.toPlainString();
    }

    /** As {@link #units}, and not zero. */
    public static BigInteger someUnits(String text, int decimals) {
        BigInteger units = units(text, decimals);
        if (units.signum() == 0) throw new IllegalArgumentException("the amount is " + text + ": give more than 0");
        return units;
    }

    /** @throws IllegalArgumentException when the text is no amount, or finer than the token's smallest unit */
    public static BigInteger units(String text, int decimals) {
        try {
            BigInteger units = new BigDecimal(text).movePointRight(decimals).toBigIntegerExact();
            if (units.signum() < 0) throw new IllegalArgumentException("an amount is not negative: " + text);
            return units;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "not an amount of tokens: \"" + text + "\"; write a number such as 2.5", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    text + " is finer than the token's smallest unit: it has " + decimals + " decimals", e);
        }
    }
}
