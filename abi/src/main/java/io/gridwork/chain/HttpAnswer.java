package io.gridwork.chain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an HTTP server said; the body inflated. */
final class HttpAnswer {
    private static final int QUOTED = 200;

    private final int status;
    private final byte[] body;
    private final @Nullable Duration retryAfter;

    HttpAnswer(int status, byte[] body, @Nullable Duration retryAfter) {
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    /** How long the server asks to be left alone; null where it does not say. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    boolean isRefusal() {
        return status >= 400;
    }

    /** Whether the same request may be answered later. */
    boolean isTransient() {
        return status == 408 || status == 429 || status >= 500;
    }

    boolean isJson() {
        return body.length > 0 && (body[0] == '{' || body[0] == '[');
    }

    /** The start of the body, for a message. */
    String text() {
        return new String(body, 0, Math.min(body.length, QUOTED), StandardCharsets.UTF_8).strip();
    }
}
