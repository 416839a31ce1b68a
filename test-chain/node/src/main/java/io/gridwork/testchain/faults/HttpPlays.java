package io.gridwork.testchain.faults;

import io.gridwork.testchain.faults.Reply.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** How the faults of {@link HttpFault} are played. */
final class HttpPlays {

    private static final int GZIP_HEADER_BYTES = 10;

    private HttpPlays() {}

    static Behaviour instead(Reply reply) {
        return Behaviour.onRequest((_, _, _) -> reply);
    }

    static Behaviour tampered(BiFunction<HttpAnswer, Scene, Reply> tamper) {
        return Behaviour.onRequest((_, scene, honest) -> tamper.apply(honest.get(), scene));
    }

    static Traits page(int status, String title) {
        return Traits.of(
                "HTTP " + status + " with an HTML page: " + title,
                instead(Reply.whole(HttpAnswer.html(status, status + " " + title))));
    }

    static Behaviour retryAfter(int status, Function<Scene, String> value) {
        return Behaviour.onRequest((_, scene, _) -> Reply.whole(
                HttpAnswer.text(status, "text/plain", "slow down\n").with("Retry-After", value.apply(scene))));
    }

    static String dateAhead(Scene scene) {
        return InstantSource.system()
                .instant()
                .plusSeconds(scene.amount())
                .atOffset(ZoneOffset.UTC)
                .format(DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    static Reply late(HttpAnswer answer, Scene scene) {
        Reply now = Reply.whole(answer);
        return new Reply(now.bytes(), now.end(), scene.amount());
    }

    static HttpAnswer halved(HttpAnswer answer) {
        return answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2));
    }

    /** The connection is closed, because what is left of the body would be taken for the next answer. */
    static Reply shortLength(HttpAnswer answer) {
        int length = answer.body().length;
        return new Reply(
                answer.with("Content-Length", Integer.toString(length / 2)).bytes(length), End.CLOSE, 0);
    }

    static HttpAnswer prefixed(HttpAnswer answer, String prefix) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(answer.body());
        return answer.withBody(bytes.toByteArray());
    }

    static HttpAnswer gzip(HttpAnswer answer) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.with("Content-Encoding", "gzip").withBody(bytes.toByteArray());
    }

    static HttpAnswer damaged(HttpAnswer answer) {
        byte[] body = answer.body().clone();
        for (int i = GZIP_HEADER_BYTES; i < body.length; i++) body[i] ^= 0x55;
        return answer.withBody(body);
    }

    static HttpAnswer notUtf8() {
        byte[] latin = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"d\u00e9bord\u00e9\"}}"
                .getBytes(StandardCharsets.ISO_8859_1);
        return HttpAnswer.text(200, "application/json", "").withBody(latin);
    }

    static Behaviour deep() {
        return Behaviour.onRequest((_, scene, _) -> Reply.whole(HttpAnswer.text(
                200,
                "application/json",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + "[".repeat(scene.amountAsInt())
                        + "]".repeat(scene.amountAsInt()) + "}")));
    }
}
