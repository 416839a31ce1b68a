package io.gridwork.worker.job;

import java.math.BigInteger;
import java.util.Locale;

/** Types of a scalar argument. A {@code float} or {@code double} is written by its bits, so that no reader can round it. */
public enum ScalarType {
    INT(4, true),
    UINT(4, false),
    LONG(8, true),
    ULONG(8, false),
    FLOAT(4, false),
    DOUBLE(8, false);

    private final int bytes;
    private final boolean signed;

    ScalarType(int bytes, boolean signed) {
        this.bytes = bytes;
        this.signed = signed;
    }

    public int bytes() {
        return bytes;
    }

    /** The OpenCL C name. */
    public String clName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Eight-byte values are JSON strings: a JSON number holds 53 bits. */
    public boolean writtenAsText() {
        return bytes == 8;
    }

    /** The value's bits, sign-extended if the type is signed. @throws BadManifestException when it does not fit */
    long bitsOf(BigInteger value, String place) {
        BigInteger min = signed ? BigInteger.ONE.shiftLeft(8 * bytes - 1).negate() : BigInteger.ZERO;
        BigInteger end = BigInteger.ONE.shiftLeft(signed ? 8 * bytes - 1 : 8 * bytes);
        if (value.compareTo(min) < 0 || value.compareTo(end) >= 0) {
            throw new BadManifestException(
                    place,
                    "is " + value + ": a " + clName() + " goes from " + min + " to " + end.subtract(BigInteger.ONE));
        }
        return value.longValue();
    }

    BigInteger valueOf(long bits) {
        BigInteger value = BigInteger.valueOf(bits);
        return signed || bits >= 0 ? value : value.add(BigInteger.ONE.shiftLeft(64));
    }

    void check(long bits) {
        bitsOf(valueOf(bits), "args: value");
    }
}
