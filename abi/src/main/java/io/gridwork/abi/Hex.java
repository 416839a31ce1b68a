package io.gridwork.abi;

import java.util.Arrays;

/** Hexadecimal text with the {@code 0x} prefix, as JSON-RPC writes it. */
public final class Hex {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final byte[] VALUES = values();

    private Hex() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 16; i++) {
            values[DIGITS[i]] = (byte) i;
            values[Character.toUpperCase(DIGITS[i])] = (byte) i;
        }
        return values;
    }

    /** Lower case, with {@code 0x} in front. */
    public static String encode(byte[] bytes) {
        return encode(bytes, 0, bytes.length);
    }

    static String encode(byte[] bytes, int offset, int length) {
        char[] text = new char[2 + 2 * length];
        text[0] = '0';
        text[1] = 'x';
        for (int i = 0; i < length; i++) {
            text[2 + 2 * i] = DIGITS[(bytes[offset + i] >> 4) & 15];
            text[3 + 2 * i] = DIGITS[bytes[offset + i] & 15];
        }
        return new String(text);
    }

    /**
     * Bytes of {@code 0x}-prefixed hexadecimal text with an even number of digits.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    public static byte[] decode(String text) {
        return decode(text.toCharArray(), 0, text.length());
    }

    /** As {@link #decode(String)}, from part of a character buffer. */
    public static byte[] decode(char[] text, int offset, int length) {
        requirePrefix(text, offset, length);
        if ((length & 1) != 0) throw bad(text, offset, length, "an odd number of digits");
        byte[] bytes = new byte[length / 2 - 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) bits(text, offset, length, 2 + 2 * i, 2);
        }
        return bytes;
    }

    static void requireDigits(char[] text, int offset, int length, int digits) {
        requirePrefix(text, offset, length);
        if (length != digits + 2) {
            throw bad(text, offset, length, (length - 2) + " digits after 0x where " + digits + " are needed");
        }
    }

    private static void requirePrefix(char[] text, int offset, int length) {
        if (length < 2 || text[offset] != '0' || text[offset + 1] != 'x') {
            throw bad(text, offset, length, "no 0x in front");
        }
    }

    /** Value of at most 16 digits that start {@code from} characters after {@code offset}. */
    static long bits(char[] text, int offset, int length, int from, int digits) {
        long bits = 0;
        int end = offset + from + digits;
        for (int i = offset + from; i < end; i++) {
            char c = text[i];
            int digit = c < 128 ? VALUES[c] : -1;
            if (digit < 0) throw bad(text, offset, length, "the character '" + c + "', which is no hexadecimal digit");
            bits = (bits << 4) | digit;
        }
        return bits;
    }

    static void append(StringBuilder out, long bits, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(DIGITS[(int) (bits >>> shift) & 15]);
        }
    }

    private static IllegalArgumentException bad(char[] text, int offset, int length, String what) {
        String shown = length <= 100
                ? new String(text, offset, length)
                : new String(text, offset, 80) + "… (" + length + " characters)";
        return new IllegalArgumentException("not hexadecimal: \"" + shown + "\" has " + what);
    }
}
