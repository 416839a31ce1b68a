package io.gridwork.worker.market;

/** The contracts said no to an action of ours. Read the chain again before anything else: most often somebody was faster. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }
}
