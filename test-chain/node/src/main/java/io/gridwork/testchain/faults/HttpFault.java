package io.gridwork.testchain.faults;

import static io.gridwork.testchain.faults.HttpPlays.instead;
import static io.gridwork.testchain.faults.HttpPlays.page;
import static io.gridwork.testchain.faults.HttpPlays.tampered;

import io.gridwork.testchain.faults.Reply.End;

/** Faults of the connection and of HTTP. Unless the description says that the node is asked, it is not. */
public enum HttpFault implements Fault {
    CONNECTION_REFUSED,
    SILENT,
    RESET_WITHOUT_ANSWER,
    CLOSED_WITHOUT_ANSWER,
    RESET_IN_ANSWER,
    STALLED_BODY,
    TRUNCATED_BODY,
    TRUNCATED_JSON,
    WRONG_CONTENT_LENGTH,
    LATE_ANSWER,
    HTTP_400,
    HTTP_401,
    HTTP_402,
    HTTP_403,
    HTTP_404,
    HTTP_408,
    HTTP_413,
    HTTP_429,
    HTTP_429_SECONDS,
    HTTP_429_DATE,
    HTTP_429_ABSURD,
    HTTP_429_GARBAGE,
    HTTP_500,
    HTTP_502,
    HTTP_503,
    HTTP_503_SECONDS,
    HTTP_504,
    HTTP_524,
    HTTP_REDIRECT,
    HTML_PAGE,
    EMPTY_BODY,
    JSON_NULL,
    JSON_STRING,
    DAMAGED_GZIP,
    UNASKED_GZIP,
    BYTE_ORDER_MARK,
    NOT_UTF_8,
    HUGE_BODY,
    DEEP_JSON;

    Traits traits() {
        return switch (this) {
            case CONNECTION_REFUSED ->
                Traits.of("nothing listens on the port; open connections are reset", new Behaviour.Refusal());
            case SILENT -> Traits.of("accepts the request and never answers", instead(Reply.SILENCE));
            case RESET_WITHOUT_ANSWER -> Traits.of("resets the connection after the request", instead(Reply.RESET));
            case CLOSED_WITHOUT_ANSWER -> Traits.of("closes the connection after the request", instead(Reply.CLOSE));
            case RESET_IN_ANSWER ->
                Traits.of(
                        "the node is asked; the connection is reset after half of the body",
                        tampered((answer, _) -> Reply.half(answer, End.RESET)));
            case STALLED_BODY ->
                Traits.of(
                        "the node is asked; half of the body comes, and nothing more",
                        tampered((answer, _) -> Reply.half(answer, End.HOLD)));
            case TRUNCATED_BODY ->
                Traits.of(
                        "the node is asked; the connection is closed after half of the body",
                        tampered((answer, _) -> Reply.half(answer, End.CLOSE)));
            case TRUNCATED_JSON ->
                Traits.of(
                        "the node is asked; half of the body comes, with a content length that fits it",
                        tampered((answer, _) -> Reply.whole(HttpPlays.halved(answer))));
            case WRONG_CONTENT_LENGTH ->
                Traits.of(
                        "the node is asked; the content length says half of what comes",
                        tampered((answer, _) -> HttpPlays.shortLength(answer)));
            case LATE_ANSWER ->
                Traits.of("the node is asked; the answer comes late", tampered(HttpPlays::late))
                        .amount(200, "milliseconds");
            case HTTP_400 -> page(400, "Bad Request");
            case HTTP_401 -> page(401, "Unauthorized");
            case HTTP_402 -> page(402, "Payment Required");
            case HTTP_403 -> page(403, "Forbidden");
            case HTTP_404 -> page(404, "Not Found");
            case HTTP_408 -> page(408, "Request Timeout");
            case HTTP_413 -> page(413, "Payload Too Large");
            case HTTP_429 -> page(429, "Too Many Requests");
            case HTTP_429_SECONDS ->
                Traits.of(
                                "HTTP 429 with Retry-After in seconds",
                                HttpPlays.retryAfter(429, scene -> Long.toString(scene.amount())))
                        .amount(1, "seconds");
            case HTTP_429_DATE ->
                Traits.of("HTTP 429 with Retry-After as a date", HttpPlays.retryAfter(429, HttpPlays::dateAhead))
                        .amount(1, "seconds ahead");
            case HTTP_429_ABSURD ->
                Traits.of("HTTP 429 with Retry-After of 3,000 years", HttpPlays.retryAfter(429, _ -> "99999999999"));
            case HTTP_429_GARBAGE ->
                Traits.of("HTTP 429 with a Retry-After that is no time", HttpPlays.retryAfter(429, _ -> "-soon"));
            case HTTP_500 -> page(500, "Internal Server Error");
            case HTTP_502 -> page(502, "Bad Gateway");
            case HTTP_503 -> page(503, "Service Unavailable");
            case HTTP_503_SECONDS ->
                Traits.of(
                                "HTTP 503 with Retry-After in seconds",
                                HttpPlays.retryAfter(503, scene -> Long.toString(scene.amount())))
                        .amount(1, "seconds");
            case HTTP_504 -> page(504, "Gateway Time-out");
            case HTTP_524 -> page(524, "A timeout occurred");
            case HTTP_REDIRECT ->
                Traits.of(
                        "HTTP 301 to a page that is no node",
                        instead(Reply.whole(
                                HttpAnswer.html(301, "Moved Permanently").with("Location", "/login"))));
            case HTML_PAGE ->
                Traits.of("HTTP 200 with an HTML page", instead(Reply.whole(HttpAnswer.html(200, "Welcome"))));
            case EMPTY_BODY ->
                Traits.of("HTTP 200 with nothing", instead(Reply.whole(HttpAnswer.text(200, "application/json", ""))));
            case JSON_NULL -> Traits.of("HTTP 200 with null", instead(Reply.whole(HttpAnswer.json(200, null))));
            case JSON_STRING ->
                Traits.of("HTTP 200 with a JSON string", instead(Reply.whole(HttpAnswer.json(200, "ok"))));
            case DAMAGED_GZIP ->
                Traits.of(
                        "the node is asked; the body claims to be gzip and is damaged",
                        tampered((answer, _) -> Reply.whole(HttpPlays.damaged(HttpPlays.gzip(answer)))));
            case UNASKED_GZIP ->
                Traits.of(
                        "the node is asked; the body is gzip, although the client did not say that it reads it",
                        tampered((answer, _) -> Reply.whole(HttpPlays.gzip(answer))));
            case BYTE_ORDER_MARK ->
                Traits.of(
                        "the node is asked; the body begins with a byte order mark",
                        tampered((answer, _) -> Reply.whole(HttpPlays.prefixed(answer, "\uFEFF"))));
            case NOT_UTF_8 ->
                Traits.of(
                        "HTTP 200 with an error whose words are not UTF-8", instead(Reply.whole(HttpPlays.notUtf8())));
            case HUGE_BODY ->
                Traits.of(
                                "the node is asked; the answer follows on very many spaces",
                                tampered((answer, scene) ->
                                        Reply.whole(HttpPlays.prefixed(answer, " ".repeat(scene.amountAsInt())))))
                        .amount(64 << 20, "bytes");
            case DEEP_JSON ->
                Traits.of("HTTP 200 with very many lists in each other", HttpPlays.deep())
                        .amount(100_000, "lists");
        };
    }
}
