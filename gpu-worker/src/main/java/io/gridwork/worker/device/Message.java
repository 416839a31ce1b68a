package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;

/** What supervisor and runner say to each other, in this order: Ready, then Assign, Built, Done for each task. Fault
 * and GaveUp take the place of any answer. */
public sealed interface Message {
    /** Supervisor to runner: do this. */
    record Assign(Task task, Variation variation) implements Message {}

    /** The device is open and warm. */
    record Ready(String device) implements Message {}

    /** The compiler is done, the launches begin. */
    record Built() implements Message {}

    /**
     * The output.
     *
     * @param cpuMillis processor time of the runner's process for this task; -1 where the system does not say
     */
    record Done(Bytes output, long buildNanos, long kernelNanos, long cpuMillis) implements Message {}

    /** The job cannot have an output. */
    record Fault(JobError error, String detail) implements Message {}

    /** This device cannot do it. */
    record GaveUp(String reason) implements Message {}
}
