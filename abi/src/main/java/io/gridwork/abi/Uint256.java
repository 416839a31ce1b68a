package io.gridwork.abi;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** An unsigned 256-bit integer: amounts, ids, words. Four words, most significant ({@code w3}) first. */
public record Uint256(long w3, long w2, long w1, long w0) implements AbiValue, Comparable<Uint256> {
    public static final Uint256 ZERO = new Uint256(0, 0, 0, 0);
    public static final Uint256 MAX = new Uint256(-1, -1, -1, -1);
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,77}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,64}");
    private static final int BILLION = 1_000_000_000;

    /** From a long. @throws IllegalArgumentException when negative */
    public static Uint256 of(long value) {
        if (value < 0) throw new IllegalArgumentException("a uint256 is not negative, but this is " + value);
        return new Uint256(0, 0, 0, value);
    }

    /** From any integer. @throws IllegalArgumentException when negative or wider than 256 bits */
    public static Uint256 of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("a uint256 is from 0 to 2^256 - 1, but this is "
                    + PlainText.cut(value.toString(), PlainText.QUOTE));
        }
        return new Uint256(
                value.shiftRight(192).longValue(),
                value.shiftRight(128).longValue(),
                value.shiftRight(64).longValue(),
                value.longValue());
    }

    /**
     * From decimal digits without leading zeros, or {@code 0x} and 1 to 64 hexadecimal digits (a JSON-RPC quantity).
     *
     * @throws IllegalArgumentException naming the text
     */
    public static Uint256 parse(String text) {
        if (HEXADECIMAL.matcher(text).matches()) return of(new BigInteger(text.substring(2), 16));
        if (DECIMAL.matcher(text).matches()) return of(new BigInteger(text));
        throw new IllegalArgumentException("not a uint256: \"" + PlainText.cut(text, PlainText.QUOTE)
                + "\"; write decimal digits without sign, separator or leading zero, or 0x and hexadecimal digits");
    }

    public BigInteger toBigInteger() {
        if ((w3 | w2 | w1) == 0 && w0 >= 0) return BigInteger.valueOf(w0);
        return new BigInteger(1, new Hash32(w3, w2, w1, w0).toArray());
    }

    public boolean isZero() {
        return (w3 | w2 | w1 | w0) == 0;
    }

    /** As a long. @throws ArithmeticException when it does not fit a signed 64-bit integer */
    public long toLongExact() {
        if ((w3 | w2 | w1) != 0 || w0 < 0) throw new ArithmeticException(this + " does not fit 63 bits");
        return w0;
    }

    public Hash32 toWord() {
        return new Hash32(w3, w2, w1, w0);
    }

    public Uint256 plus(Uint256 that) {
        return of(toBigInteger().add(that.toBigInteger()));
    }

    public Uint256 minus(Uint256 that) {
        return of(toBigInteger().subtract(that.toBigInteger()));
    }

    /** A JSON-RPC quantity: {@code 0x}, no leading zeros, {@code 0x0} for nothing. */
    public String toQuantity() {
        return "0x" + toBigInteger().toString(16);
    }

    @Override
    public int compareTo(Uint256 that) {
        if (w3 != that.w3) return Long.compareUnsigned(w3, that.w3);
        if (w2 != that.w2) return Long.compareUnsigned(w2, that.w2);
        if (w1 != that.w1) return Long.compareUnsigned(w1, that.w1);
        return Long.compareUnsigned(w0, that.w0);
    }

    /** Decimal digits. Long division by 10^9 in 32-bit limbs: no BigInteger on the way from a log to a table. */
    @Override
    public String toString() {
        if ((w3 | w2 | w1) == 0) return Long.toUnsignedString(w0);
        int[] limbs = {high(w3), (int) w3, high(w2), (int) w2, high(w1), (int) w1, high(w0), (int) w0};
        byte[] text = new byte[81];
        int at = text.length;
        int first = 0;
        while (limbs[first] == 0) first++;
        while (first < limbs.length) {
            long remainder = 0;
            for (int i = first; i < limbs.length; i++) {
                long dividend = remainder << 32 | (limbs[i] & 0xFFFF_FFFFL);
                limbs[i] = (int) (dividend / BILLION);
                remainder = dividend % BILLION;
            }
            for (int digit = 0; digit < 9; digit++, remainder /= 10) {
                text[--at] = (byte) ('0' + remainder % 10);
            }
            while (first < limbs.length && limbs[first] == 0) first++;
        }
        while (text[at] == '0') at++;
        return new String(text, at, text.length - at, StandardCharsets.ISO_8859_1);
    }

    private static int high(long word) {
        return (int) (word >>> 32);
    }
}
