package io.gridwork.worker.app;

import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.sandbox.Certification;
import io.gridwork.worker.sandbox.RunnerConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gridwork program certify}. Exit status 1 when the program is not exact on this machine. */
@Command(
        name = "certify",
        description =
                "Prove a built-in program exact on this machine: lint its source, then compare random tasks with the"
                        + " Java reference, for many sizes of work-groups and vectors.",
        mixinStandardHelpOptions = true)
public final class ProgramCertifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", converter = ProgramArgument.class, description = "The program's name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BuiltIn program;

    @Option(
            names = "--tasks",
            defaultValue = "5",
            description = "Random tasks for each way of cutting the work (default: 5).")
    private int tasks;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the random tasks (default: 1).")
    private long seed;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Part of the OpenCL device's name (default: the best one).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String device;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RunnerConfig config = new RunnerConfig(device, 1, 1L << 30, RunnerConfig.Mode.AUTO, 0);
        Certification.Report report = new Certification(config, line -> {
                    err.println("  " + line);
                    err.flush();
                })
                .certify(program, tasks, seed);
        report.problems().forEach(problem -> out.println("problem: " + problem));
        out.println((report.passed() ? "certified: " : "not certified: ") + program.name() + " " + program.hash() + ", "
                + report.runs() + " runs against the reference on " + report.device());
        out.flush();
        return report.passed() ? 0 : 1;
    }
}
