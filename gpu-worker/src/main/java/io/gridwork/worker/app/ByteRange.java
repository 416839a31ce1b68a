package io.gridwork.worker.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Part of a file that a client asks for (RFC 9110, section 14). Javalin's own seekable stream looks at the start of a range only.
 *
 * @param first offset of the first byte
 * @param length bytes; 0 when the range lies outside the file
 */
record ByteRange(long first, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** The one range in a header. Empty when there is none, or more than one, or none that can be read: then all is sent. */
    static Optional<ByteRange> parse(@Nullable String header, long size) {
        Matcher range = SINGLE.matcher(header == null ? "" : header.strip());
        if (!range.matches()) return Optional.empty();
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty() && to.isEmpty()) return Optional.empty();
        if (from.isEmpty()) {
            long last = Math.min(size, Long.parseLong(to));
            return Optional.of(new ByteRange(size - last, last));
        }
        long first = Long.parseLong(from);
        long end = to.isEmpty() ? size : Math.min(size, Long.parseLong(to) + 1);
        if (!to.isEmpty() && Long.parseLong(to) < first) return Optional.empty();
        return Optional.of(new ByteRange(Math.min(first, size), Math.max(0, end - first)));
    }

    /** The answer's {@code Content-Range}. */
    String header(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }

    /** Those bytes of a file, to be closed by the reader. */
    InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(first);
        return new FilterInputStream(in) {
            private long left = length;

            @Override
            public int read() throws IOException {
                return left-- > 0 ? super.read() : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int wanted) throws IOException {
                if (left <= 0) return -1;
                int got = super.read(buffer, offset, (int) Math.min(left, wanted));
                left -= Math.max(0, got);
                return got;
            }
        };
    }
}
