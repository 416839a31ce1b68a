package io.gridwork.worker.sandbox;

import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Runs the references on the calling thread: no process, no OpenCL, no limits. For tests and for checking others' results. */
public final class ReferenceRunner implements JobRunner {
    private final LongSupplier nanoTime;

    /** @param nanoTime such as {@code System::nanoTime} */
    public ReferenceRunner(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public RunResult run(Task task) {
        return switch (task.program()) {
            case BuiltIn program -> compute(program, task);
            case UserKernel kernel -> new RunResult.Abandoned(NO_KERNELS);
        };
    }

    private RunResult compute(BuiltIn program, Task task) {
        long start = nanoTime.getAsLong();
        try {
            return new RunResult.Computed(
                    program.reference(task.params(), task.input()),
                    description(),
                    nanoTime.getAsLong() - start,
                    0,
                    Energy.UNKNOWN,
                    "");
        } catch (JobFault fault) {
            return new RunResult.Failed(fault.error(), fault.detail(), Energy.UNKNOWN);
        }
    }

    private static final String NO_KERNELS =
            "the reference computes built-in programs only, and this job brings its own kernel: an OpenCL device is needed";

    @Override
    public Optional<String> refusal(Program program) {
        return program instanceof UserKernel ? Optional.of(NO_KERNELS) : Optional.empty();
    }

    @Override
    public String description() {
        return "Java reference";
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void close() {}
}
