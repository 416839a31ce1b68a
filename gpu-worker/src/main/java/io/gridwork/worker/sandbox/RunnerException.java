package io.gridwork.worker.sandbox;

/** No runner could be started. The message says why, and the remedy. */
public final class RunnerException extends Exception {
    private static final long serialVersionUID = 1;

    public RunnerException(String reason) {
        super(reason);
    }

    public RunnerException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
