package io.gridwork.worker.step;

import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings here what a job needs, and looks at it: before the job is claimed, for a claim is the first thing that costs anything. */
public final class Look {
    private final ProgramFinder programs;
    private final Inputs inputs;
    private final JobRunner runner;

    public Look(ProgramFinder programs, Inputs inputs, JobRunner runner) {
        this.programs = programs;
        this.inputs = inputs;
        this.runner = runner;
    }

    /** What was found. */
    public sealed interface Finding {}

    /** All is here, and this machine runs such programs. */
    public record Ready(Task task) implements Finding {}

    /** Never on this machine. */
    public record Unfit(Refusal why, String detail) implements Finding {}

    /** Not now; it may come later. */
    public record Unavailable(String detail) implements Finding {}

    public Finding at(PostedJob job) throws InterruptedException {
        return at(job, List::of);
    }

    /** @param results addresses of the job's results: who served one has the input too */
    Finding at(PostedJob job, Supplier<List<String>> results) throws InterruptedException {
        Refusal missing = Refusal.UNKNOWN_PROGRAM;
        try {
            Program program = programs.find(job);
            Optional<String> cannot = runner.refusal(program);
            if (cannot.isPresent()) return new Unfit(Refusal.CANNOT_RUN, cannot.get());
            Optional<String> contradiction = contradiction(job, program);
            if (contradiction.isPresent()) return new Unfit(Refusal.BAD_SPEC, contradiction.get());
            missing = Refusal.BAD_INPUT;
            return new Ready(new Task(program, job.spec().params(), inputs.bring(job, results)));
        } catch (ContentException e) {
            return switch (e) {
                case ContentException.Rejected never -> new Unfit(missing, never.getMessage());
                case ContentException.Unavailable now -> new Unavailable(now.getMessage());
            };
        }
    }

    /** Whether its program can be started here: compiles a requester's own kernel. */
    Finding compiled(Task task) throws InterruptedException {
        return switch (runner.obstacle(task).orElse(null)) {
            case null -> new Ready(task);
            case RunResult.Failed failed -> new Unfit(Refusal.DOES_NOT_COMPILE, failed.detail());
            case RunResult.Abandoned abandoned -> new Unavailable(abandoned.reason());
            case RunResult.Computed _ -> throw new IllegalStateException("only an obstacle is told");
        };
    }

    /** Deletes what was brought here, for a job that needs it no more. */
    void forget(PostedJob job) {
        inputs.forget(job);
    }

    private static Optional<String> contradiction(PostedJob job, Program program) {
        try {
            long units = program.units(job.spec().params());
            long length = program.outputLength(job.spec().params());
            if (units > job.order().units())
                return Optional.of("it pays for " + job.order().units() + " units of work, but has " + units);
            if (length != job.spec().outputLength()) {
                return Optional.of(
                        "it states an output of " + job.spec().outputLength() + " bytes, but its output has " + length);
            }
            return Optional.empty();
        } catch (JobFault fault) {
            return Optional.of(fault.error().words() + ": " + fault.detail());
        }
    }
}
