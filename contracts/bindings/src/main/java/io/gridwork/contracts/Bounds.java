package io.gridwork.contracts;

import java.math.BigInteger;

/** The ranges of the Solidity types and of the market's rules, with one wording for all who leave them. */
final class Bounds {
    static final long UINT32 = 0xFFFF_FFFFL;

    private Bounds() {}

    static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", and must be from " + min + " to " + max);
        }
    }

    static void checkBits(String name, BigInteger value, int bits) {
        if (value.signum() < 0 || value.bitLength() > bits) {
            throw new IllegalArgumentException(name + " is " + value + ", and must be from 0 to 2^" + bits + " - 1");
        }
    }
}
