package io.gridwork.worker.app;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;
import io.gridwork.worker.step.SelfCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code job run --local}: what a worker does with a job between claim and commit, without a chain. */
@Command(
        name = "run",
        description = {
            "Run a program on this machine, as a worker would: same sandbox, limits and checks, no chain, no money.",
            "Shows how long it ran and the result root that it would have. Exit status 1 when the job fails."
        },
        mixinStandardHelpOptions = true)
final class LocalRunCommand implements Callable<Integer> {
    private static final long SELF_CHECK_UNITS = 16;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--local", required = true, description = "On this machine. The network runs what job post posts.")
    boolean local;

    @Mixin
    WorkFlags what = new WorkFlags();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the output there.")
    Optional<Path> out = Optional.empty();

    @Option(
            names = "--device",
            defaultValue = RunnerConfig.AUTO,
            description =
                    "auto (the best OpenCL device), part of an OpenCL device's name, or reference (plain Java, slow)"
                            + " (default: ${DEFAULT-VALUE}).")
    String device = RunnerConfig.AUTO;

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, JobFault, RunnerException, InterruptedException {
        Task task = what.task();
        RunnerConfig config = new RunnerConfig(
                device,
                1,
                Math.max(
                        RunnerConfig.DEFAULT.memoryBytes(),
                        task.program().limits().memoryBytes()),
                RunnerConfig.DEFAULT.isolation(),
                RunnerConfig.DEFAULT.watts());
        try (JobRunner runner = RunnerPool.open(config)) {
            return switch (runner.run(task)) {
                case RunResult.Computed done -> {
                    Optional<String> difference =
                            new SelfCheck(runner, new SecureRandom(), SELF_CHECK_UNITS).differs(task, done.output());
                    if (difference.isPresent())
                        throw new IllegalArgumentException("device " + done.device() + " is not to be trusted: "
                                + difference.get() + ". Update its driver, or choose another with --device");
                    yield show(task, done);
                }
                case RunResult.Failed failed -> show(task, failed);
                case RunResult.Abandoned(String reason) ->
                    throw new IllegalArgumentException(
                            "this machine cannot run it: " + reason + ". Find out more with: gridwork worker doctor");
            };
        }
    }

    private int show(Task task, RunResult.Computed done) throws IOException, JobFault {
        Map<String, Object> facts = facts(task, done.output());
        facts.put("device", done.device());
        facts.put("compiled", milliseconds(done.buildNanos()));
        facts.put(
                "ran",
                milliseconds(done.kernelNanos()) + " of "
                        + task.program().limits().wallMs() + " ms allowed");
        facts.put("bytes", done.output().size());
        if (task.program() instanceof BuiltIn builtIn)
            facts.put("output", builtIn.describe(task.params(), done.output()));
        if (!done.log().isEmpty()) facts.put("log", done.log());
        if (out.isPresent()) {
            FetchCommand.write(out.get(), done.output());
            facts.put("file", out.get().toString());
        }
        new Output(spec.commandLine().getOut(), json).table(facts);
        return 0;
    }

    private int show(Task task, RunResult.Failed failed) {
        Map<String, Object> facts = facts(task, failed.error().output());
        facts.put("failure", failed.error().words() + " (" + failed.error().name() + ")");
        facts.put("detail", failed.detail());
        new Output(spec.commandLine().getOut(), json).table(facts);
        return 1;
    }

    private static Map<String, Object> facts(Task task, Bytes output) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("program", task.program().name() + " " + task.program().hash());
        facts.put(
                "root",
                ResultRoot.of(
                                new ProgramHash(task.program().hash()),
                                task.input().keccak256(),
                                output.toArray())
                        .toString());
        return facts;
    }

    private static String milliseconds(long nanos) {
        return "%.3f ms".formatted(nanos / 1e6);
    }
}
