package io.gridwork.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** The body of an answer while it arrives, inflated. What goes wrong on the way is thrown as a {@link ChainException}. */
final class AnswerBody extends InputStream {
    private static final int QUOTED = 200;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int mostBytes;
    private final Function<IOException, ChainException> brokenOff;
    private final Supplier<ChainException> tooLarge;
    private final byte[] start = new byte[QUOTED];
    private long count;

    /**
     * Reads nothing yet.
     *
     * @param mostBytes more than that is too large
     */
    AnswerBody(
            InputStream in,
            int mostBytes,
            Function<IOException, ChainException> brokenOff,
            Supplier<ChainException> tooLarge) {
        this.in = in;
        this.mostBytes = mostBytes;
        this.brokenOff = brokenOff;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read;
        try {
            read = count == 0 ? first(buffer, offset, length) : in.read(buffer, offset, length);
        } catch (IOException e) {
            throw brokenOff.apply(e);
        }
        if (read < 0) return -1;
        if (count < QUOTED) {
            System.arraycopy(buffer, offset, start, (int) count, (int) Math.min(read, QUOTED - count));
        }
        count += read;
        if (count > mostBytes) throw tooLarge.get();
        return read;
    }

    /** Some servers put a byte order mark before their JSON. It says nothing. */
    private int first(byte[] buffer, int offset, int length) throws IOException {
        int read = in.readNBytes(buffer, offset, Math.min(length, MARK.length));
        boolean marked = read == MARK.length && Arrays.equals(buffer, offset, offset + read, MARK, 0, read);
        if (marked) return in.read(buffer, offset, length);
        return read == 0 && length > 0 ? -1 : read;
    }

    @Override
    public byte[] readAllBytes() {
        try {
            return super.readAllBytes();
        } catch (IOException e) {
            throw brokenOff.apply(e);
        }
    }

    /** Whether what was read began as JSON of an answer does. */
    boolean isJson() {
        return count > 0 && (start[0] == '{' || start[0] == '[');
    }

    /** The start of what was read, for a message. */
    String start() {
        String quoted = new String(start, 0, (int) Math.min(count, QUOTED), UTF_8).strip();
        return count > QUOTED ? quoted + "…" : quoted;
    }

    /** Reads the rest, so that the connection can be used again. */
    void drain() {
        byte[] rest = new byte[512];
        while (read(rest, 0, rest.length) >= 0) {}
    }
}
