package io.gridwork.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hexadecimal text with the {@code 0x} prefix, as JSON-RPC writes it. */
public final class Hex {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final byte[] VALUES = values();
    /** Both digits of a byte, the first one in the high half. */
    private static final short[] PAIRS = pairs();

    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

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

    private static short[] pairs() {
        short[] pairs = new short[256];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (DIGITS[i >> 4] << 8 | DIGITS[i & 15]);
        }
        return pairs;
    }

    /** Lower case, with {@code 0x} in front. */
    public static String encode(byte[] bytes) {
        return encode(bytes, 0, bytes.length);
    }

    static String encode(byte[] bytes, int offset, int length) {
        byte[] text = prefixed(2 * length);
        for (int i = 0; i < length; i++) {
            put(text, 2 + 2 * i, bytes[offset + i], 2);
        }
        return text(text);
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

    /** So many lower-case digits at {@code at}, an even number of them. */
    static void put(byte[] text, int at, long bits, int digits) {
        for (int end = at + digits - 2, shift = 0; end >= at; end -= 2, shift += 8) {
            TWO_BYTES.set(text, end, PAIRS[(int) (bits >>> shift) & 255]);
        }
    }

    /** Text with {@code 0x} in front, room for digits behind. */
    static byte[] prefixed(int digits) {
        byte[] text = new byte[2 + digits];
        text[0] = '0';
        text[1] = 'x';
        return text;
    }

    static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.ISO_8859_1); // a copy; the other charsets look at each byte
    }

    private static IllegalArgumentException bad(char[] text, int offset, int length, String what) {
        String shown = length <= 100
                ? new String(text, offset, length)
                : new String(text, offset, 80) + "… (" + length + " characters)";
        return new IllegalArgumentException("not hexadecimal: \"" + shown + "\" has " + what);
    }
}
