package io.gridwork.rpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP server says.
 *
 * @param retryAfter how long it asks to be left alone; null where it does not say
 */
record HttpAnswer(int status, AnswerBody body, @Nullable Duration retryAfter) {
    boolean isRefusal() {
        return status >= 300;
    }
}
