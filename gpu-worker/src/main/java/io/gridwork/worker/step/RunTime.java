package io.gridwork.worker.step;

import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.sandbox.JobRunner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long this device will work at a job, by its own record. */
public final class RunTime {
    /** Runs of a program differ, and the machine may have other work. */
    private static final int MARGIN = 3;
    /** When a kernel fails, one that is known to be good is tried before the failure is the job's result. */
    private static final Duration TRIAL = Duration.ofSeconds(10);

    private final Journal journal;
    private final JobRunner runner;
    /** Of programs that this device has no record of yet: nanoseconds a unit, from a run of their example. */
    private final Map<Program, Double> tried = new ConcurrentHashMap<>();

    public RunTime(Journal journal, JobRunner runner) {
        this.journal = journal;
        this.runner = runner;
    }

    /** What is known of it. */
    public sealed interface Outlook {}

    /** The device does not even compute the program's example. */
    public record Unknown() implements Outlook {}

    /**
     * An estimate.
     *
     * @param expected as a mean
     * @param longest more than this is not expected, or is ended by the sandbox
     */
    public record Estimate(Duration expected, Duration longest) implements Outlook {}

    Outlook of(PostedJob job, Task task) throws InterruptedException {
        Optional<Double> recorded = journal.nanosPerUnit(job.spec().programHash());
        return switch (task.program()) {
            case UserKernel kernel -> {
                Limits limits = kernel.limits();
                // What an author says of the next run is worth nothing, and neither is the last: only the limits hold.
                Duration longest =
                        Duration.ofMillis(limits.buildMs() + limits.wallMs()).plus(TRIAL);
                Duration expected = recorded.map(nanos -> work(job, nanos)).orElse(longest);
                yield new Estimate(expected.compareTo(longest) < 0 ? expected : longest, longest);
            }
            case BuiltIn program -> {
                Optional<Double> nanos = recorded.isPresent() ? recorded : example(program);
                if (nanos.isEmpty()) yield new Unknown();
                Duration expected = work(job, nanos.get());
                yield new Estimate(expected, expected.multipliedBy(MARGIN));
            }
        };
    }

    private static Duration work(PostedJob job, double nanosPerUnit) {
        return Duration.ofNanos((long) (nanosPerUnit * job.order().units()));
    }

    private Optional<Double> example(BuiltIn program) throws InterruptedException {
        Double known = tried.get(program);
        if (known != null) return Optional.of(known);
        Task example = program.example();
        if (!(runner.run(example) instanceof RunResult.Computed done)) return Optional.empty();
        double nanos = (double) done.kernelNanos() / units(program, example);
        tried.put(program, nanos);
        return Optional.of(nanos);
    }

    private static long units(BuiltIn program, Task example) {
        try {
            return program.units(example.params());
        } catch (JobFault impossible) {
            throw new IllegalStateException("the example of " + program.name() + " is wrong", impossible);
        }
    }
}
