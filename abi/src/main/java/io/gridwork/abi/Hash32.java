package io.gridwork.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** 32 bytes: a block or transaction hash, a topic, a {@code bytes32}. Four words, most significant ({@code w3}) first. */
public record Hash32(long w3, long w2, long w1, long w0) implements AbiValue, Comparable<Hash32> {
    public static final int BYTES = 32;
    public static final Hash32 ZERO = new Hash32(0, 0, 0, 0);

    /**
     * From {@code 0x} and 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    public static Hash32 parse(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return parse(utf8, 0, utf8.length);
    }

    /** As {@link #parse(String)}, from part of a buffer of UTF-8. */
    public static Hash32 parse(byte[] text, int offset, int length) {
        Hex.requireDigits(text, offset, length, 2 * BYTES);
        return new Hash32(
                Hex.bits(text, offset, length, 2, 16),
                Hex.bits(text, offset, length, 18, 16),
                Hex.bits(text, offset, length, 34, 16),
                Hex.bits(text, offset, length, 50, 16));
    }

    /** From exactly 32 bytes. */
    public static Hash32 of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length + ": "
                    + PlainText.cut(Hex.encode(bytes), PlainText.QUOTE));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Hash32(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    public byte[] toArray() {
        return ByteBuffer.allocate(BYTES)
                .putLong(w3)
                .putLong(w2)
                .putLong(w1)
                .putLong(w0)
                .array();
    }

    public Bytes toBytes() {
        return Bytes.wrap(toArray());
    }

    public Uint256 toUint256() {
        return new Uint256(w3, w2, w1, w0);
    }

    public String hex() {
        byte[] text = Hex.prefixed(2 * BYTES);
        Hex.put(text, 2, w3, 16);
        Hex.put(text, 18, w2, 16);
        Hex.put(text, 34, w1, 16);
        Hex.put(text, 50, w0, 16);
        return Hex.text(text);
    }

    @Override
    public int compareTo(Hash32 that) {
        return toUint256().compareTo(that.toUint256());
    }

    /** Lower-case hexadecimal with {@code 0x}. */
    @Override
    public String toString() {
        return hex();
    }
}
