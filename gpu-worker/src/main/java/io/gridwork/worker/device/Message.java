package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;

/** What supervisor and runner say to each other, in this order: Ready, then for each order Compiled, or Built and Done. Fault
 * and GaveUp take the place of any answer. */
public sealed interface Message {
    /** Supervisor to runner: do this. */
    sealed interface Order extends Message {}

    /** Compile the program and compute the task. */
    record Assign(Task task, Variation variation) implements Order {}

    /** Compile, for another process that computes. */
    record Compile(UserKernel kernel) implements Order {}

    /** Compute the task with a binary that another process has compiled. */
    record Execute(Task task, Bytes binary) implements Order {}

    /** The device is open and warm. */
    record Ready(String device) implements Message {}

    /**
     * The program's binary: a stranger's code, and made in a process where such code may have run.
     *
     * @param cpuMillis processor time of the runner's process for it; -1 where the system does not say
     */
    record Compiled(Bytes binary, long buildNanos, long cpuMillis) implements Message {}

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
