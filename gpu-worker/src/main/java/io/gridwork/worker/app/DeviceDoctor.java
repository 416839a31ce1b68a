package io.gridwork.worker.app;

import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The part of {@code worker doctor} that looks at device and sandbox: opens a runner and lets it prove itself on each program. */
final class DeviceDoctor {
    private DeviceDoctor() {}

    /**
     * One thing that was looked at.
     *
     * @param remedy what to do about it; empty where nothing needs doing
     */
    record Finding(boolean good, String what, String remedy) {}

    static List<Finding> examine(RunnerConfig config) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try (RunnerPool pool = RunnerPool.open(config)) {
            findings.add(new Finding(true, "device: " + pool.description(), ""));
            findings.add(pool.kernelRefusal()
                    .map(reason -> new Finding(
                            true, "kernels of users are refused: " + reason, "built-in programs run all the same"))
                    .orElse(new Finding(true, "kernels of users are run in the sandbox", "")));
            for (BuiltIn program : Programs.builtIn()) {
                findings.add(tryOut(pool, program));
            }
        } catch (RunnerException e) {
            findings.add(new Finding(
                    false,
                    "no runner: " + e.getMessage(),
                    "with device \"" + RunnerConfig.AUTO + "\" the Java reference stands in"));
        }
        return findings;
    }

    private static Finding tryOut(RunnerPool pool, BuiltIn program) throws InterruptedException {
        Task task = program.random(new SplittableRandom(1));
        RunResult result = pool.run(task);
        try {
            boolean exact = result instanceof RunResult.Computed computed
                    && computed.output().equals(program.reference(task.params(), task.input()));
            return exact
                    ? new Finding(true, program.name() + ": equals the reference", "")
                    : new Finding(
                            false,
                            program.name() + ": "
                                    + (result instanceof RunResult.Computed ? "differs from the reference" : result),
                            "take no jobs with this device; gridwork program certify " + program.name() + " says more");
        } catch (JobFault fault) {
            return new Finding(
                    false,
                    program.name() + ": the reference refuses its own example: " + fault.detail(),
                    "report this");
        }
    }
}
