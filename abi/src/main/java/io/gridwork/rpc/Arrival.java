package io.gridwork.rpc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A body as it comes in: its bytes are counted, and reading fails when it takes too long. (The HTTP client's own time-out
 * ends with the headers: a body that stalls would wait for ever.)
 */
final class Arrival extends FilterInputStream {
    private final ScheduledFuture<?> deadline;
    private volatile boolean late;
    private long count;

    Arrival(InputStream in, Duration longest) {
        super(in);
        deadline = ForkJoinPool.commonPool().schedule(this::giveUp, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void giveUp() {
        late = true;
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it took too long. */
    boolean isLate() {
        return late;
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) count++;
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) count += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        deadline.cancel(false);
        super.close();
    }
}
