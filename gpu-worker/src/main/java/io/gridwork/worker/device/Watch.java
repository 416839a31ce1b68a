package io.gridwork.worker.device;

import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import java.util.function.LongSupplier;

/** Time of one task. A device can stop between launches only; what hangs inside one is the supervisor's to kill. */
public final class Watch {
    private final LongSupplier nanoTime;
    private final Runnable built;
    private final long wallNanos;
    private long start;

    /**
     * For one task.
     *
     * @param nanoTime such as {@code System::nanoTime}
     * @param wallNanos time for all launches together
     * @param built called when the launches begin
     */
    public Watch(LongSupplier nanoTime, long wallNanos, Runnable built) {
        this.nanoTime = nanoTime;
        this.wallNanos = wallNanos;
        this.built = built;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void begin() {
        built.run();
        start = now();
    }

    long elapsed() {
        return now() - start;
    }

    /** To be called between launches. @throws JobFault when the time is over */
    void check() throws JobFault {
        if (elapsed() > wallNanos) {
            throw new JobFault(JobError.TIMED_OUT, "stopped between launches after " + elapsed() / 1_000_000 + " ms");
        }
    }
}
