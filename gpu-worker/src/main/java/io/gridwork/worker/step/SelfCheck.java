package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Judges the device by the pure-Java reference before anything is signed. A small job is computed again as a whole; for a large
 * one the device must first get a fresh random small task of the same program right. A requester's own kernel has no reference.
 */
public final class SelfCheck {
    private final JobRunner runner;
    private final RandomGenerator random;
    private final long wholeUpTo;

    /** @param wholeUpTo jobs of at most that many units are computed again as a whole */
    public SelfCheck(JobRunner runner, RandomGenerator random, long wholeUpTo) {
        this.runner = runner;
        this.random = random;
        this.wholeUpTo = wholeUpTo;
    }

    /** How the device's output differs from the reference; empty when it does not. */
    public Optional<String> differs(Task task, Bytes output) throws InterruptedException {
        if (!(task.program() instanceof BuiltIn program)) return Optional.empty();
        try {
            if (program.units(task.params()) <= wholeUpTo) return difference(program, task, output);
            Task probe = program.random(random);
            return runner.run(probe) instanceof RunResult.Computed computed
                    ? difference(program, probe, computed.output())
                    : Optional.of("a small task of " + program.name() + " gave no output on this device");
        } catch (JobFault fault) {
            return Optional.of("the device computed an output, but the reference says "
                    + fault.error().words() + ": " + fault.detail());
        }
    }

    private static Optional<String> difference(BuiltIn program, Task task, Bytes output) throws JobFault {
        byte[] expected = program.reference(task.params(), task.input()).toArray();
        int at = Arrays.mismatch(expected, output.toArray());
        return at < 0
                ? Optional.empty()
                : Optional.of("the output of " + program.name() + " differs from the reference at byte " + at + " of "
                        + expected.length);
    }
}
