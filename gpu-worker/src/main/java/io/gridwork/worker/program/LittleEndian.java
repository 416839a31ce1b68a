package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The byte order of parameters, inputs and outputs. */
final class LittleEndian {
    private LittleEndian() {}

    static Bytes bytes(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return Bytes.wrap(bytes);
    }

    /** For writing; the array can be taken with {@link ByteBuffer#array} once it is full. */
    static ByteBuffer allocate(int size) {
        return over(new byte[size]);
    }

    static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy, to be read from the start. */
    static ByteBuffer read(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
