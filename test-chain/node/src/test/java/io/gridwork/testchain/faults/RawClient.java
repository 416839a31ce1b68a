package io.gridwork.testchain.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A client that hides nothing of what it got on its connection. */
final class RawClient implements AutoCloseable {

    /** Of what never ends if the test is right about a fault and the fault is wrong. */
    private static final int GUARD_MILLIS = 60_000;

    enum Ending {
        COMPLETE,
        CLOSED,
        RESET
    }

    /** @param bytes of the body, one char for each */
    record Got(int status, Map<String, String> headers, String bytes, Ending ending) {
        byte[] body() {
            return bytes.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawClient(URI url) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(GUARD_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static Got post(URI url, String body) throws IOException {
        try (var client = new RawClient(url)) {
            client.send(body);
            return client.answer();
        }
    }

    void send(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write("POST / HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n\r\n");
        socket.getOutputStream().write(bytes);
    }

    void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    /** The next answer, as far as it comes. */
    Got answer() throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var body = new ByteArrayOutputStream();
        int status = 0;
        try {
            String first = line();
            if (first.isEmpty()) return new Got(0, headers, "", Ending.CLOSED);
            status = Integer.parseInt(first.split(" ", 3)[1]);
            for (String line = line(); !line.isEmpty(); line = line())
                headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]);
            int length = Integer.parseInt(headers.get("Content-Length"));
            for (int i = 0; i < length; i++) {
                int b = in.read();
                if (b < 0) return new Got(status, headers, body.toString(StandardCharsets.ISO_8859_1), Ending.CLOSED);
                body.write(b);
            }
        } catch (SocketException e) {
            return new Got(status, headers, body.toString(StandardCharsets.ISO_8859_1), Ending.RESET);
        }
        return new Got(status, headers, body.toString(StandardCharsets.ISO_8859_1), Ending.COMPLETE);
    }

    /** Whether a part of an answer is already there. */
    boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    /** What comes until the server closes the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
