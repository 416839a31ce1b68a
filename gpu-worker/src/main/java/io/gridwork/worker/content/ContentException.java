package io.gridwork.worker.content;

/** Content that cannot be had, split by what the caller should do. The message names the address, the reason and the remedy. */
public abstract sealed class ContentException extends Exception {
    private ContentException(String message, Throwable cause) {
        super(message, cause);
    }

    private ContentException(String message) {
        super(message);
    }

    /** Never null, unlike that of any throwable. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Not now: the server is down, slow or busy. Try again. */
    public static final class Unavailable extends ContentException {
        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Never: too large, another content than promised, an address that is not allowed. Give up. */
    public static final class Rejected extends ContentException {
        public Rejected(String message) {
            super(message);
        }
    }
}
