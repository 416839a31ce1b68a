package io.gridwork.worker.device;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Messages over a byte stream, each as a 32-bit big-endian length, one byte for its type, and its fields. The reader trusts nothing:
 * what comes from a runner may have been written by the kernel that ran in it.
 */
public final class Frames {
    private Frames() {}

    public static void write(OutputStream out, Message message) throws IOException {
        byte[] body = MessageCodec.encode(message);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(body.length);
        data.write(body);
        data.flush();
    }

    /**
     * Reads the next message.
     *
     * @param maxBytes longest frame that is read
     * @return empty at the end of the stream
     * @throws IOException when the frame is longer, cut off, or no message
     */
    public static Optional<Message> read(InputStream in, long maxBytes) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        DataInputStream data = new DataInputStream(in);
        int length = (first << 24) | (data.readUnsignedByte() << 16) | data.readUnsignedShort();
        if (length < 1 || length > maxBytes) {
            throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes, where at most " + maxBytes
                    + " are read");
        }
        byte[] body = data.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("a frame of " + length + " bytes ends after " + body.length);
        }
        return Optional.of(MessageCodec.decode(body));
    }
}
