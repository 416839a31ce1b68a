package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/** An HTTP answer, its body in parts. */
public record Reply(int status, Map<String, String> headers, List<byte[]> body) {
    /** The connection is closed without a word. */
    public static final Reply NONE = new Reply(0, Map.of(), List.of());

    /** The connection stays open, and nothing comes. */
    public static final Reply SILENCE = new Reply(-1, Map.of(), List.of());

    public static Reply ok(List<byte[]> body) {
        return new Reply(200, Map.of("Content-Type", "application/json"), body);
    }

    /** One that says no, with a text that is not JSON. */
    public static Reply refusal(int status, String text) {
        return new Reply(status, Map.of("Content-Type", "text/plain"), List.of(text.getBytes(UTF_8)));
    }

    public long length() {
        return body.stream().mapToLong(part -> part.length).sum();
    }

    /** This with other headers. */
    public Reply with(Map<String, String> otherHeaders) {
        return new Reply(status, otherHeaders, body);
    }
}
