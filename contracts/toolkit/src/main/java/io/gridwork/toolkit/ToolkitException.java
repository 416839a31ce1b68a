package io.gridwork.toolkit;

import org.jspecify.annotations.Nullable;

/** A deployment that cannot go on as it is. The message names the place, the value and the remedy; it is meant for the user. */
public class ToolkitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ToolkitException(String message) {
        super(message);
    }

    public ToolkitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Never null, unlike that of any throwable. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
