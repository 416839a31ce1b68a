package io.gridwork.testchain;

import org.jspecify.annotations.Nullable;

/** A node could not be found, installed, started or asked; the message says what to do about it. */
public final class NodeException extends RuntimeException {

    public NodeException(String message) {
        this(message, null);
    }

    public NodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
