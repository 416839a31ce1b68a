package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A job's result as this machine finds it, for those who judge the results of others. Keeps nothing and signs nothing. */
public final class Recompute {
    private final Look look;
    private final JobRunner runner;
    private final SelfCheck selfCheck;
    private final Function<PostedJob, List<String>> results;

    /** @param results where the seats of a job say that its result lies */
    public Recompute(Look look, JobRunner runner, SelfCheck selfCheck, Function<PostedJob, List<String>> results) {
        this.look = look;
        this.runner = runner;
        this.selfCheck = selfCheck;
        this.results = results;
    }

    /** What became of it. */
    public sealed interface Finding {
        /** Why there is no result; the root where there is one. */
        default String words() {
            return switch (this) {
                case Found(ResultRoot root, long _) -> root.toString();
                case NotYet(String why) -> why;
                case Never(String why) -> why;
                case DeviceFailed(String device, String why) -> "device " + device + " failed a self-check: " + why;
            };
        }
    }

    /** @param milliJoules what finding it took */
    public record Found(ResultRoot root, long milliJoules) implements Finding {}

    /** Not now; it may work later. */
    public record NotYet(String why) implements Finding {}

    /** Not on this machine. */
    public record Never(String why) implements Finding {}

    /** The device failed its self-check: nothing that it computes can be trusted. */
    public record DeviceFailed(String device, String why) implements Finding {}

    /** Brings all that the computation needs to this machine. Empty when it is here; otherwise why not. */
    public Optional<Finding> prepare(PostedJob job) throws InterruptedException {
        Look.Finding found = found(job);
        return found instanceof Look.Ready ? Optional.empty() : Optional.of(without(found));
    }

    public Finding of(PostedJob job) throws InterruptedException {
        Look.Finding found = found(job);
        return found instanceof Look.Ready(Task task) ? run(job, task) : without(found);
    }

    private Look.Finding found(PostedJob job) throws InterruptedException {
        return look.at(job, () -> results.apply(job));
    }

    private static Finding without(Look.Finding found) {
        return switch (found) {
            case Look.Unfit(Refusal _, String why) -> new Never(why);
            case Look.Unavailable(String why) -> new NotYet(why);
            case Look.Ready ready -> throw new IllegalArgumentException(ready + " is ready");
        };
    }

    private Finding run(PostedJob job, Task task) throws InterruptedException {
        return switch (runner.run(task)) {
            case RunResult.Computed done -> {
                Optional<String> difference = selfCheck.differs(task, done.output());
                yield difference.isPresent()
                        ? new DeviceFailed(done.device(), difference.get())
                        : new Found(root(job, done.output()), done.energy().milliJoules());
            }
            case RunResult.Failed failed ->
                new Found(root(job, failed.error().output()), failed.energy().milliJoules());
            case RunResult.Abandoned abandoned -> new NotYet(abandoned.reason());
        };
    }

    private static ResultRoot root(PostedJob job, Bytes output) {
        return ResultRoot.of(job.spec().programHash(), job.spec().inputRoot(), output.toArray());
    }
}
