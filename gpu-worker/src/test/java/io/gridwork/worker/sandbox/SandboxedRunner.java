package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.device.Runner;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** A runner in a sandbox with a filter of the test's choice: what is seen without one shows that the filter is what stops it. */
final class SandboxedRunner {
    private SandboxedRunner() {}

    /** Aborts where there is no sandbox or no OpenCL. */
    static Bubblewrap sandbox() {
        try (Workspace workspace = Workspace.create()) {
            Isolation found = Bubblewrap.detect(workspace);
            assumeThat(found).as(found.description()).isInstanceOf(Bubblewrap.class);
            assumeThat(found.refusal()).isEmpty();
            return (Bubblewrap) found;
        }
    }

    /** Compiles and runs in one process, behind this filter. */
    static RunResult run(Bubblewrap sandbox, Bytes filter, Task task) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create();
                RunnerProcess process =
                        RunnerProcess.start(command(sandbox, workspace, filter), Runner.COMPILE_AND_EXECUTE)) {
            return new Supervisor(new EnergyMeter(0)).run(process, task, Variation.NONE);
        } catch (RunnerException absent) {
            throw new IOException(absent);
        }
    }

    /** Compiles in one process and runs in another, behind no filter but the one that it loads itself. */
    static RunResult runInTwo(Bubblewrap sandbox, Task task) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create()) {
            RunnerCommand command = command(sandbox, workspace, Bytes.EMPTY);
            try (RunnerProcess compiler = RunnerProcess.start(command, Runner.COMPILE_AND_EXECUTE);
                    RunnerProcess executor = RunnerProcess.start(command, Runner.EXECUTE_ONLY)) {
                return new Supervisor(new EnergyMeter(0)).run(compiler, executor, task, (UserKernel) task.program());
            }
        } catch (RunnerException absent) {
            throw new IOException(absent);
        }
    }

    private static RunnerCommand command(Bubblewrap sandbox, Workspace workspace, Bytes filter) {
        return RunnerCommand.of(
                new RunnerConfig(RunnerConfig.AUTO, 1, 256 << 20, RunnerConfig.Mode.AUTO, 0),
                new Bubblewrap(sandbox.executable(), workspace, filter, sandbox.disableUserNamespaces()),
                "");
    }

    static LongBuffer longs(RunResult result) {
        assertThat(result).isInstanceOf(RunResult.Computed.class);
        Bytes output = ((RunResult.Computed) result).output();
        return ByteBuffer.wrap(output.toArray()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }
}
