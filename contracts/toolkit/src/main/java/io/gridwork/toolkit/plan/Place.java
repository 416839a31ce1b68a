package io.gridwork.toolkit.plan;

import io.gridwork.toolkit.ToolkitException;

/** Where something stands in a plan file. */
public record Place(String source, int line) {
    /** An error that begins with this place. */
    public ToolkitException error(String message) {
        return new ToolkitException(this + ": " + message);
    }

    public ToolkitException error(String message, Throwable cause) {
        return new ToolkitException(this + ": " + message, cause);
    }

    @Override
    public String toString() {
        return line > 0 ? source + ":" + line : source;
    }
}
