package io.gridwork.worker.app;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.device.LinuxCalls;
import io.gridwork.worker.device.Runner;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The part of {@code worker doctor} that checks device and sandbox: it opens a runner and runs each program on it. */
final class DeviceDoctor {
    private static final String DEVICE = "device";
    private static final String KERNELS = "kernels";

    private DeviceDoctor() {}

    static List<Finding> examine(RunnerConfig config) throws InterruptedException {
        try (RunnerPool pool = RunnerPool.open(config)) {
            List<Finding> findings = new ArrayList<>(List.of(device(config, pool), kernels(config, pool)));
            if (pool.kernelRefusal().isEmpty()) {
                jdk(Path.of(System.getProperty("java.home"))).ifPresent(findings::add);
            }
            findings.addAll(programs(pool, Programs.builtIn()));
            return findings;
        } catch (RunnerException e) {
            return List.of(Finding.failure(DEVICE, e.reason(), e.remedy()));
        }
    }

    private static Finding device(RunnerConfig config, JobRunner runner) {
        return isReference(config)
                ? Finding.warning(
                        DEVICE,
                        runner.description() + ": --device reference chooses plain Java, which is slow",
                        "leave out --device to use OpenCL")
                : Finding.ok(DEVICE, runner.description());
    }

    private static Finding kernels(RunnerConfig config, RunnerPool pool) {
        return pool.kernelRefusal()
                .map(reason -> Finding.warning(
                        KERNELS,
                        "jobs with a kernel of their own are refused: " + reason,
                        isReference(config) ? "leave out --device to use OpenCL" : sandboxRemedy(config)))
                .orElse(Finding.ok(
                        KERNELS,
                        "jobs with a kernel of their own run in the sandbox, behind a filter of system calls"));
    }

    private static String sandboxRemedy(RunnerConfig config) {
        if (config.isolation() == RunnerConfig.Mode.OFF) {
            return "leave out --isolation off";
        }
        return LinuxCalls.supported()
                ? RunnerConfig.SANDBOX_REMEDY
                : "for such jobs use Linux on an x86-64 processor; jobs of built-in programs are taken here";
    }

    /** A sandbox shows where the JDK in it comes from. Below a home folder, that is the name of an account. */
    static Optional<Finding> jdk(Path home) {
        return Stream.of("/usr", "/opt").anyMatch(home::startsWith)
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "jdk",
                        "kernels of strangers can read the path of the JDK, " + home,
                        "install a JDK below /usr or /opt and set JAVA_HOME to it"));
    }

    private static boolean isReference(RunnerConfig config) {
        return config.device().equals(Runner.REFERENCE);
    }

    /** A program that cannot run costs its own jobs; if none can, or a result is wrong, the device is of no use. */
    static List<Finding> programs(JobRunner runner, List<BuiltIn> programs) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (BuiltIn program : programs) findings.add(tryOut(runner, program));
        if (findings.stream().allMatch(finding -> finding.level() == Finding.Level.WARNING))
            findings.replaceAll(finding -> Finding.failure(finding.check(), finding.text(), finding.remedy()));
        return findings;
    }

    private static Finding tryOut(JobRunner runner, BuiltIn program) throws InterruptedException {
        String check = program.name();
        if (runner.refusal(program).isPresent()) {
            return Finding.warning(
                    check,
                    "jobs of this program are refused: "
                            + runner.refusal(program).get(),
                    "give jobs more memory: --memory-mib " + (program.limits().memoryBytes() >> 20));
        }
        Task task = program.random(new SplittableRandom(1));
        String certify = "gridwork program certify " + check + " tells more";
        return switch (runner.run(task)) {
            case RunResult.Computed computed
            when computed.output().equals(reference(program, task)) ->
                Finding.ok(check, "the device computes what the Java reference computes");
            case RunResult.Computed _ ->
                Finding.failure(
                        check,
                        "the device computes another result than the Java reference",
                        "take no jobs with this device: update its driver, or choose another with --device; "
                                + certify);
            case RunResult.Failed failed ->
                Finding.warning(
                        check, "a sample job failed (" + failed.error().words() + "): " + failed.detail(), certify);
            case RunResult.Abandoned(String reason) ->
                Finding.warning(check, "a sample job could not be run: " + reason, certify);
        };
    }

    private static Bytes reference(BuiltIn program, Task task) {
        try {
            return program.reference(task.params(), task.input());
        } catch (JobFault fault) {
            throw new IllegalStateException("the reference of " + program.name() + " refuses its own sample", fault);
        }
    }
}
