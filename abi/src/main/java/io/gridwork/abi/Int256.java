package io.gridwork.abi;

import java.math.BigInteger;

/** A signed 256-bit integer in two's complement. Four words, most significant ({@code w3}) first. */
public record Int256(long w3, long w2, long w1, long w0) implements AbiValue, Comparable<Int256> {

    public static Int256 of(long value) {
        long sign = value >> 63;
        return new Int256(sign, sign, sign, value);
    }

    /** From any integer. @throws IllegalArgumentException when outside -2^255 … 2^255 - 1 */
    public static Int256 of(BigInteger value) {
        if (value.bitLength() > 255) {
            throw new IllegalArgumentException("an int256 is from -2^255 to 2^255 - 1, but this is " + value);
        }
        return new Int256(
                value.shiftRight(192).longValue(),
                value.shiftRight(128).longValue(),
                value.shiftRight(64).longValue(),
                value.longValue());
    }

    public BigInteger toBigInteger() {
        return new BigInteger(new Hash32(w3, w2, w1, w0).toArray());
    }

    @Override
    public int compareTo(Int256 that) {
        return w3 != that.w3
                ? Long.compare(w3, that.w3)
                : new Uint256(0, w2, w1, w0).compareTo(new Uint256(0, that.w2, that.w1, that.w0));
    }

    /** Decimal digits, with {@code -} in front of a negative value. */
    @Override
    public String toString() {
        if (w3 >= 0) return new Uint256(w3, w2, w1, w0).toString();
        long n0 = -w0;
        long n1 = ~w1 + (w0 == 0 ? 1 : 0);
        long n2 = ~w2 + ((w0 | w1) == 0 ? 1 : 0);
        long n3 = ~w3 + ((w0 | w1 | w2) == 0 ? 1 : 0);
        return "-" + new Uint256(n3, n2, n1, n0);
    }
}
