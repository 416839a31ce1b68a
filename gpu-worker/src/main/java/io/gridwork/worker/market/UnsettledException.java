package io.gridwork.worker.market;

/** A transaction of ours was sent and is not final yet. It may still be: whoever asks for the same action again waits for it. */
public final class UnsettledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnsettledException(String message) {
        super(message);
    }
}
