package io.gridwork.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hexadecimal text with the {@code 0x} prefix, as JSON-RPC writes it. */
public final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();
    /** Both digits of a byte, the first one in the high half. */
    private static final short[] PAIRS = pairs();

    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** Times a byte: that byte eight times. */
    private static final long EACH = 0x0101_0101_0101_0101L;

    private Hex() {}

    private static byte[] values() {
        byte[] values = new byte[256];
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
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return decode(utf8, 0, utf8.length);
    }

    /** As {@link #decode(String)}, from part of a buffer of UTF-8. */
    public static byte[] decode(byte[] text, int offset, int length) {
        requirePrefix(text, offset, length);
        if ((length & 1) != 0) throw bad(text, offset, length, "an odd number of digits");
        byte[] bytes = new byte[length / 2 - 1];
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            EIGHT_BYTES.set(bytes, i, bits(text, offset, length, 2 + 2 * i, 16));
        }
        for (; i < bytes.length; i++) {
            bytes[i] = (byte) bits(text, offset, length, 2 + 2 * i, 2);
        }
        return bytes;
    }

    static void requireDigits(byte[] text, int offset, int length, int digits) {
        requirePrefix(text, offset, length);
        if (length != digits + 2) {
            throw bad(text, offset, length, (length - 2) + " digits after 0x where " + digits + " are needed");
        }
    }

    private static void requirePrefix(byte[] text, int offset, int length) {
        if (length < 2 || text[offset] != '0' || text[offset + 1] != 'x') {
            throw bad(text, offset, length, "no 0x in front");
        }
    }

    /** Value of one digit of either case, an ASCII character; negative when it is none. */
    public static int digit(byte character) {
        return VALUES[character & 255];
    }

    /** Value of at most 16 digits that start {@code from} characters after {@code offset}. */
    static long bits(byte[] text, int offset, int length, int from, int digits) {
        long bits = 0;
        int at = offset + from;
        int end = at + digits;
        for (; at + 8 <= end; at += 8) {
            long half = eight((long) EIGHT_BYTES.get(text, at));
            if (half < 0) throw noDigit(text, offset, length);
            bits = bits << 32 | half;
        }
        for (; at < end; at++) {
            int digit = digit(text[at]);
            if (digit < 0) throw noDigit(text, offset, length);
            bits = bits << 4 | digit;
        }
        return bits;
    }

    /** Value of eight characters, all at once; -1 when one of them is no digit. */
    private static long eight(long text) {
        long letter = text >>> 6 & EACH;
        long digit = (text & 15 * EACH) + 9 * letter;
        long aboveNine = (digit + 6 * EACH) >>> 4;
        // ASCII has 0-9 at 0x30, A-F at 0x41, a-f at 0x61: bit 6 marks letters, bit 4 the others, which have bit 5 too.
        long wrong = ~(text >>> 4 ^ text >>> 6) | ~(text >>> 5 | text >>> 6) | (aboveNine ^ letter) | digit >>> 4;
        if (((wrong & EACH) | (text & EACH << 7)) != 0) return -1;
        long bytes = (digit | digit >>> 4) & 0x00FF_00FF_00FF_00FFL;
        long pairs = (bytes | bytes >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (pairs | pairs >>> 16) & 0xFFFF_FFFFL;
    }

    private static IllegalArgumentException noDigit(byte[] text, int offset, int length) {
        String shown = new String(text, offset, length, StandardCharsets.UTF_8);
        int wrong = shown.codePoints()
                .skip(2)
                .filter(c -> c > 127 || VALUES[c] < 0)
                .findFirst()
                .orElseThrow();
        return bad(
                text,
                offset,
                length,
                "the character '" + Character.toString(wrong) + "', which is no hexadecimal digit");
    }

    /** So many lower-case digits at {@code at}, an even number of them. */
    static void put(byte[] text, int at, long bits, int digits) {
        for (int end = at + digits - 2, shift = 0; end >= at; end -= 2, shift += 8) {
            TWO_BYTES.set(text, end, PAIRS[(int) (bits >>> shift) & 255]);
        }
    }

    /** {@code 0x}, followed by space for the digits. */
    static byte[] prefixed(int digits) {
        byte[] text = new byte[2 + digits];
        text[0] = '0';
        text[1] = 'x';
        return text;
    }

    static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.ISO_8859_1); // a copy; the other charsets look at each byte
    }

    private static IllegalArgumentException bad(byte[] text, int offset, int length, String what) {
        String shown = length <= 100
                ? new String(text, offset, length, StandardCharsets.UTF_8)
                : new String(text, offset, 80, StandardCharsets.UTF_8) + "… (" + length + " characters)";
        return new IllegalArgumentException("not hexadecimal: \"" + shown + "\" has " + what);
    }
}
