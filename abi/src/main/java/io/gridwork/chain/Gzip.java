package io.gridwork.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Bodies that came compressed. */
final class Gzip {
    /** The inflated bytes are more than allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(int allowed) {
            super("more than " + allowed + " bytes when inflated");
        }
    }

    private Gzip() {}

    /** @throws IOException when it ends too early, is damaged, or is larger than allowed ({@link TooLarge}) */
    static byte[] inflate(byte[] compressed, int mostBytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), 1 << 16)) {
            byte[] inflated = in.readNBytes(mostBytes);
            if (inflated.length == mostBytes && in.read() >= 0) throw new TooLarge(mostBytes);
            return inflated;
        }
    }
}
