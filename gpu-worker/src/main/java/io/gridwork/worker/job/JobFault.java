package io.gridwork.worker.job;

/** A job that cannot have an output, whoever runs it. Carries the {@link JobError} to deliver instead; the message is for people. */
public final class JobFault extends Exception {
    private static final long serialVersionUID = 1;

    private final JobError error;
    private final String detail;

    public JobFault(JobError error, String detail) {
        super(detail);
        this.error = error;
        this.detail = detail;
    }

    public JobError error() {
        return error;
    }

    public String detail() {
        return detail;
    }
}
