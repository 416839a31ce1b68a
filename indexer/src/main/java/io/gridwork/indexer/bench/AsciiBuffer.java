package io.gridwork.indexer.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows as text of one byte a character is appended. */
final class AsciiBuffer {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_DIGITS = 16;

    private byte[] bytes;
    private int length;

    AsciiBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    AsciiBuffer put(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    AsciiBuffer put(String text) {
        return put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All 16 digits. */
    AsciiBuffer putHex(long word) {
        ensure(HASH_DIGITS);
        for (int shift = 60; shift >= 0; shift -= 4) {
            bytes[length++] = DIGITS[(int) (word >>> shift) & 15];
        }
        return this;
    }

    /** As JSON-RPC writes a number: {@code 0x} and no leading zeros. */
    AsciiBuffer putQuantity(long value) {
        return put("0x" + Long.toHexString(value));
    }

    private void ensure(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
