package io.gridwork.worker.sandbox;

/** No runner could be started. */
public final class RunnerException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final String remedy;

    RunnerException(String reason) {
        this(reason, "");
    }

    /** @param remedy what the operator can do about it; empty where nothing is known */
    RunnerException(String reason, String remedy) {
        super(remedy.isEmpty() ? reason : reason + ". Remedy: " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** What happened, without the remedy. */
    public String reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
