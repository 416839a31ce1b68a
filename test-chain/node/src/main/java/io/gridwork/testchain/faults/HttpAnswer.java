package io.gridwork.testchain.faults;

import io.gridwork.testchain.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP response before it is written. The content length is added where no header gives another. */
final class HttpAnswer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    HttpAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    static HttpAnswer json(int status, @Nullable Object json) {
        return text(status, "application/json", Json.write(json));
    }

    static HttpAnswer html(int status, String title) {
        return text(status, "text/html", "<html><body><h1>" + title + "</h1><hr>nginx</body></html>\n");
    }

    static HttpAnswer text(int status, String contentType, String body) {
        return new HttpAnswer(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    HttpAnswer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body);
    }

    HttpAnswer withBody(byte[] other) {
        return new HttpAnswer(status, headers, other);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    byte[] head() {
        var head = new StringBuilder("HTTP/1.1 " + status + " status\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Content-Length"))
            head.append("Content-Length: ").append(body.length).append("\r\n");
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Head, and the first {@code length} bytes of the body. */
    byte[] bytes(int length) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head());
        bytes.write(body, 0, length);
        return bytes.toByteArray();
    }
}
