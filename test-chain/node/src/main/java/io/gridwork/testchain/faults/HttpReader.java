package io.gridwork.testchain.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads HTTP/1.1 requests off a connection. The server of the JDK offers no way to its socket, and half of the faults are below
 * HTTP.
 */
final class HttpReader {

    /** @param keepAlive whether the client wants to go on with the connection */
    record HttpRequest(String verb, String body, boolean keepAlive) {}

    private static final int MAX_BODY = 64 << 20;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final InputStream in;
    private final OutputStream out;

    HttpReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request, or nothing if the client has closed the connection. */
    Optional<HttpRequest> next() throws IOException {
        String first = line();
        if (first.isEmpty()) return Optional.empty();
        var headers = headers();
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) out.write(CONTINUE);
        String body = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
                ? chunked()
                : text(bytes(length(headers.getOrDefault("content-length", "0"), 10)));
        boolean close = headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        return Optional.of(new HttpRequest(first.split(" ", 2)[0], body, !close));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) throw new IOException("no HTTP header: " + line);
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String chunked() throws IOException {
        var all = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            all.append(new String(bytes(size), StandardCharsets.ISO_8859_1));
            line();
        }
        line();
        return text(all.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private int chunkSize() throws IOException {
        return length(line().split(";", 2)[0].strip(), 16);
    }

    private static int length(String digits, int radix) throws IOException {
        try {
            int length = Integer.parseInt(digits, radix);
            if (length >= 0 && length <= MAX_BODY) return length;
        } catch (NumberFormatException e) {
            throw new IOException("no length: " + digits, e);
        }
        throw new IOException("a body of " + digits + " bytes; at most " + MAX_BODY + " are taken");
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException("the client left within its request");
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
        return line.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
