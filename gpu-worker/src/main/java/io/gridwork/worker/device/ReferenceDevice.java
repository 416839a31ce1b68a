package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;

/** The references of the built-in programs, in plain Java: the judge of the other device, and the stand-in where there is none. */
public final class ReferenceDevice implements Device {
    @Override
    public String description() {
        return "Java reference";
    }

    @Override
    public Run run(Task task, Variation variation, Watch watch) throws JobFault, DeviceException {
        return switch (task.program()) {
            case BuiltIn program -> {
                watch.begin();
                Bytes output = program.reference(task.params(), task.input());
                yield new Run(output, 0, watch.elapsed());
            }
            case UserKernel kernel -> throw noKernels();
        };
    }

    @Override
    public Binary compile(UserKernel kernel) throws DeviceException {
        throw noKernels();
    }

    @Override
    public Run run(Task task, Bytes binary, Watch watch) throws DeviceException {
        throw noKernels();
    }

    private static DeviceException noKernels() {
        return new DeviceException("the job brings its own kernel, and the Java reference runs built-in programs only");
    }

    @Override
    public void close() {}
}
