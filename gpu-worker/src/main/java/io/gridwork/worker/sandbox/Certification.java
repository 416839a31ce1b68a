package io.gridwork.worker.sandbox;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.SourceLint;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Shows that a program is bit-exact: the source is linted, and tasks at random give the reference's output on the device, whatever
 * the size of work-groups and vectors.
 */
public final class Certification {
    private static final List<Integer> GROUPS = List.of(0, 16, 64, 256);
    /** The device's own, none, and those of SSE, AVX and AVX-512. */
    private static final List<Integer> VECTOR_BYTES = List.of(0, 1, 16, 32, 64);

    /**
     * What came of it.
     *
     * @param runs tasks run on the device
     * @param problems what was found, in words; empty when the program passed
     */
    public record Report(String device, int runs, List<String> problems) {
        public boolean passed() {
            return problems.isEmpty();
        }
    }

    private final RunnerConfig config;
    private final Consumer<String> progress;

    /** @param progress told in a line what is being tried */
    public Certification(RunnerConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
    }

    /**
     * Tries a program.
     *
     * @param tasks how many tasks, each different, for each way of cutting the work; the example comes on top
     * @param seed of the tasks
     * @throws RunnerException when there is no OpenCL device
     */
    public Report certify(BuiltIn program, int tasks, long seed)
            throws RunnerException, InterruptedException, JobFault {
        List<String> problems = new ArrayList<>(SourceLint.check(program.source()));
        try (RunnerPool pool = RunnerPool.open(config)) {
            int runs = 0;
            for (int vectorBytes : VECTOR_BYTES) {
                for (int group : GROUPS) {
                    Variation variation = new Variation(group, vectorBytes);
                    progress.accept("work-groups of " + (group == 0 ? "its own size" : group) + ", vectors of "
                            + (vectorBytes == 0 ? "the device's size" : vectorBytes + " bytes"));
                    SplittableRandom random = new SplittableRandom(seed);
                    for (int i = 0; i <= tasks; i++) {
                        Task task = i == 0 ? program.example() : program.random(random);
                        compare(pool, program, task, variation, problems);
                        runs++;
                    }
                }
            }
            return new Report(pool.description(), runs, problems);
        }
    }

    private static void compare(RunnerPool pool, BuiltIn program, Task task, Variation variation, List<String> problems)
            throws InterruptedException, JobFault {
        Bytes expected = program.reference(task.params(), task.input());
        RunResult result = pool.run(task, variation);
        String difference = switch (result) {
            case RunResult.Computed computed ->
                computed.output().equals(expected) ? "" : "another output than the reference";
            case RunResult.Failed failed -> failed.error().words() + ": " + failed.detail();
            case RunResult.Abandoned abandoned -> abandoned.reason();
        };
        if (!difference.isEmpty()) {
            problems.add(variation + " with " + program.schema().decode(task.params()) + ": " + difference);
        }
    }
}
