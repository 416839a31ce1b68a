package io.gridwork.rpc;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header Retry-After, as seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private RetryAfter() {}

    /** Null where there is none, or one that cannot be read. A date counts from the server's own, so that no clock need be right. */
    static @Nullable Duration of(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.isEmpty()) return null; // nearly always: reading a date costs more than a small answer
        if (value.matches("[0-9]{1,6}")) return Duration.ofSeconds(Long.parseLong(value));
        Optional<ZonedDateTime> then = date(value);
        Optional<ZonedDateTime> now = headers.firstValue("Date").flatMap(RetryAfter::date);
        if (then.isEmpty() || now.isEmpty()) return null;
        Duration wait = Duration.between(now.get(), then.get());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Optional<ZonedDateTime> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
