package io.gridwork.worker.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Amounts as people write them, in whole tokens, and as contracts count them, in smallest units. */
public final class Amounts {
    /** The contracts keep amounts in 96 bits. */
    private static final BigDecimal MOST = BigDecimal.TWO.pow(96).subtract(BigDecimal.ONE);

    private Amounts() {}

    /** Such as 2.5 for 2,500,000 units of a token with 6 decimals. */
    public static String text(BigInteger units, int decimals) {
        BigDecimal whole = new BigDecimal(units, decimals).stripTrailingZeros();
        return whole.toPlainString();
    }

    /** As {@link #units}, and not zero. */
    public static BigInteger someUnits(String option, String text, int decimals) {
        BigInteger units = units(option, text, decimals);
        if (units.signum() == 0) throw refused(option, text, "give more than 0", null);
        return units;
    }

    /**
     * An amount that somebody typed.
     *
     * @param option what people call it: an option, or the name of a parameter
     * @throws IllegalArgumentException naming the option, the text and what is allowed
     */
    public static BigInteger units(String option, String text, int decimals) {
        try {
            BigDecimal units = new BigDecimal(text).movePointRight(decimals);
            if (units.signum() < 0) throw refused(option, text, "an amount is not negative", null);
            if (units.compareTo(MOST) > 0)
                throw refused(option, text, "give at most " + text(MOST.toBigInteger(), decimals), null);
            return units.toBigIntegerExact();
        } catch (NumberFormatException e) {
            throw refused(option, "\"" + text + "\"", "give an amount of tokens, such as 2.5", e);
        } catch (ArithmeticException e) {
            throw refused(
                    option,
                    text,
                    "that is finer than the token's smallest unit. Give at most " + decimals + " decimals",
                    e);
        }
    }

    private static IllegalArgumentException refused(
            String option, String text, String allowed, @Nullable Exception cause) {
        return new IllegalArgumentException(option + " is " + text + ": " + allowed, cause);
    }
}
