package io.gridwork.worker.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stream to its end on a thread of its own, so that the writer never waits, and keeps the beginning. */
final class BoundedLog {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int max;
    private final Thread reader;
    private long dropped;

    BoundedLog(InputStream in, int max) {
        this.max = max;
        this.reader = Thread.ofPlatform().daemon().name("runner-log").start(() -> drain(in));
    }

    private void drain(InputStream in) {
        byte[] chunk = new byte[8192];
        try (in) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                keep(chunk, n);
            }
        } catch (IOException e) {
            // The process was killed: what it said until then is here.
        }
    }

    private synchronized void keep(byte[] chunk, int n) {
        int fits = Math.min(n, max - kept.size());
        kept.write(chunk, 0, fits);
        dropped += n - fits;
    }

    /** Waits until the stream ends, but not longer than this. */
    void await(long millis) throws InterruptedException {
        reader.join(millis);
    }

    /**
     * What was said, cut after so many bytes. Kernels can print anything: control characters, which could drive a terminal, are
     * replaced.
     */
    synchronized String text(long maxBytes) {
        byte[] bytes = kept.toByteArray();
        int n = (int) Math.min(bytes.length, maxBytes);
        long missing = dropped + bytes.length - n;
        String text = new String(bytes, 0, n, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
        return missing == 0 ? text : text + "… (" + missing + " bytes more)";
    }
}
