package io.gridwork.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An immutable byte string: {@code bytes}, {@code bytes1}…{@code bytes31} and {@code function} values, call data, log data. */
public final class Bytes implements AbiValue {
    public static final Bytes EMPTY = new Bytes(new byte[0]);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of the array. */
    public static Bytes copyOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** The array itself, not copied: the caller gives it away and never writes to it again. */
    public static Bytes wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes);
    }

    /** From {@code 0x}-prefixed hexadecimal text. */
    public static Bytes parse(String hex) {
        return wrap(Hex.decode(hex));
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public byte get(int index) {
        return bytes[index];
    }

    /** The eight bytes from {@code offset} on, most significant first. */
    public long longAt(int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** The 32 bytes from {@code offset} on. */
    public Hash32 hashAt(int offset) {
        Objects.checkFromIndexSize(offset, 32, bytes.length);
        return new Hash32(longAt(offset), longAt(offset + 8), longAt(offset + 16), longAt(offset + 24));
    }

    public Bytes slice(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return wrap(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** A fresh copy. */
    public byte[] toArray() {
        return bytes.clone();
    }

    byte[] shared() {
        return bytes;
    }

    public Hash32 keccak256() {
        return Keccak256.hash(bytes);
    }

    public String hex() {
        return Hex.encode(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal with {@code 0x}. */
    @Override
    public String toString() {
        return hex();
    }
}
