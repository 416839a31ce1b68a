package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;

/** Computes the output of tasks. Not safe for use by several threads. */
public sealed interface Device extends AutoCloseable permits OpenClDevice, ReferenceDevice {
    /** For people: name and driver. */
    String description();

    /**
     * Computes a task.
     *
     * @param variation how the work is cut; ignored by the reference
     * @param watch told when the compiler is done, and asked between launches whether there is time for more
     * @throws JobFault when the job cannot have an output
     * @throws DeviceException when this device cannot compute it
     */
    Run run(Task task, Variation variation, Watch watch) throws JobFault, DeviceException;

    /** Compiles a user's kernel for {@link #run(Task, Bytes, Watch)}, in the group size that it will run in. */
    Binary compile(UserKernel kernel) throws JobFault, DeviceException;

    /** As {@link #run(Task, Variation, Watch)}, and starts no compiler. */
    Run run(Task task, Bytes binary, Watch watch) throws JobFault, DeviceException;

    /** A compiled program. */
    record Binary(Bytes bytes, long buildNanos) {}

    /**
     * An output.
     *
     * @param buildNanos time the compiler took, 0 where there is none
     * @param kernelNanos time of all launches together
     */
    record Run(Bytes output, long buildNanos, long kernelNanos) {}

    @Override
    void close();
}
