package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** A pool with OpenCL and a sandbox, for tests that run users' kernels; aborted where the machine has not both. */
abstract class SandboxedPool {
    private static RunnerPool pool;

    @BeforeAll
    static void open() throws InterruptedException {
        try {
            pool = RunnerPool.open(new RunnerConfig(RunnerConfig.AUTO, 1, 256 << 20, RunnerConfig.Mode.AUTO, 10));
        } catch (RunnerException absent) {
            Assumptions.abort(absent.getMessage());
        }
        assumeThat(pool.kernelRefusal()).isEmpty();
    }

    @AfterAll
    static void close() {
        if (pool != null) {
            pool.close();
        }
    }

    static RunnerPool pool() {
        return pool;
    }

    static RunResult run(Task task) throws InterruptedException {
        return pool.run(task);
    }

    static LongBuffer longs(RunResult result) {
        assertThat(result).isInstanceOf(RunResult.Computed.class);
        Bytes output = ((RunResult.Computed) result).output();
        return ByteBuffer.wrap(output.toArray()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    /** Whatever happened before: the next task is computed as if nothing had been. */
    static void assertThatThePoolStillWorks() throws InterruptedException, JobFault {
        BuiltIn program = Programs.byName("mandelbrot-fixed").orElseThrow();
        Task task = program.random(new SplittableRandom(1));
        assertThat(run(task))
                .isInstanceOfSatisfying(
                        RunResult.Computed.class,
                        computed -> assertThat(computed.output().size()).isPositive());
        assertThat(((RunResult.Computed) run(task)).output()).isEqualTo(program.reference(task.params(), task.input()));
    }
}
