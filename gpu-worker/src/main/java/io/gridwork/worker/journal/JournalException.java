package io.gridwork.worker.journal;

/** The journal cannot be read or written. The worker must stop: without its memory it could sign what it must not. */
public final class JournalException extends RuntimeException {
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    public JournalException(String message) {
        super(message);
    }
}
