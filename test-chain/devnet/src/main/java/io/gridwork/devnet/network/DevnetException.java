package io.gridwork.devnet.network;

import org.jspecify.annotations.Nullable;

/** The network cannot be set up or does not do what it should; the message begins with the reason. */
public final class DevnetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DevnetException(String message) {
        this(message, null);
    }

    public DevnetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
