package io.gridwork.abi;

import java.util.Arrays;

/** Values that fill one word, in a topic or in data. */
final class Word {
    /** Widest unsigned type that goes into an {@link AbiValue.Int}: what SQLite's INTEGER holds with room to sum. */
    static final int WIDEST_UNSIGNED = 56;

    private Word() {}

    /** The value in a word, given as four longs, most significant first. A type that needs more than a word is refused. */
    static AbiValue decode(AbiType type, long w3, long w2, long w1, long w0) throws Malformed {
        return switch (type) {
            case AbiType.Uint(int bits) -> {
                requireZero(leadingBits(w3, w2, w1, w0) <= bits, type, w3, w2, w1, w0);
                yield bits <= WIDEST_UNSIGNED ? new AbiValue.Int(w0) : new Uint256(w3, w2, w1, w0);
            }
            case AbiType.Int(int bits) -> {
                long sign = w3 >> 63;
                requireZero(leadingBits(w3 ^ sign, w2 ^ sign, w1 ^ sign, w0 ^ sign) < bits, type, w3, w2, w1, w0);
                yield bits <= 64 ? new AbiValue.Int(w0) : new Int256(w3, w2, w1, w0);
            }
            case AbiType.Bool() -> {
                requireZero(leadingBits(w3, w2, w1, w0) <= 1, type, w3, w2, w1, w0);
                yield AbiValue.Bool.of(w0 == 1);
            }
            case AbiType.AddressType() -> {
                requireZero(w3 == 0 && w2 >>> 32 == 0, type, w3, w2, w1, w0);
                yield Address.ofWord(w2, w1, w0);
            }
            case AbiType.FixedBytes(int size, boolean _) -> {
                Hash32 word = new Hash32(w3, w2, w1, w0);
                yield size == Hash32.BYTES ? word : leftAligned(type, word, size);
            }
            case AbiType.DynamicBytes _, AbiType.Text _, AbiType.Array _, AbiType.Tuple _ ->
                throw new IllegalArgumentException(type.canonical() + " does not stand in one word");
        };
    }

    private static AbiValue leftAligned(AbiType type, Hash32 word, int size) throws Malformed {
        byte[] bytes = word.toArray();
        for (int i = size; i < bytes.length; i++) {
            requireZero(bytes[i] == 0, type, word.w3(), word.w2(), word.w1(), word.w0());
        }
        return Bytes.wrap(Arrays.copyOf(bytes, size));
    }

    /** Width of the unsigned number. */
    private static int leadingBits(long w3, long w2, long w1, long w0) {
        if (w3 != 0) return 256 - Long.numberOfLeadingZeros(w3);
        if (w2 != 0) return 192 - Long.numberOfLeadingZeros(w2);
        if (w1 != 0) return 128 - Long.numberOfLeadingZeros(w1);
        return 64 - Long.numberOfLeadingZeros(w0);
    }

    private static void requireZero(boolean clean, AbiType type, long w3, long w2, long w1, long w0) throws Malformed {
        if (!clean) throw new Malformed("not a " + type.canonical() + ": " + new Hash32(w3, w2, w1, w0));
    }
}
