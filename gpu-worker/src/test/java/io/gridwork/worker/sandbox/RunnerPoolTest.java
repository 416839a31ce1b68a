package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.SearchParams;
import io.gridwork.worker.program.Task;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What becomes of kernels that work, that fail, and that do not end. */
@UnderLoad
class RunnerPoolTest extends SandboxedPool {
    private static RunResult.Failed failed(RunResult result, JobError error) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Failed.class, it -> assertThat(it.error()).isEqualTo(error));
        return (RunResult.Failed) result;
    }

    @Test
    void computesAUsersKernel() throws InterruptedException {
        String source = Kernels.kernel("size_t i = get_global_id(0); out[i] = in[i] * 3 + get_global_size(0);");
        Task task = Kernels.task(source, Bytes.wrap(new byte[] {1, 2, 3, 4}), 32, NdRange.of(4, 2), Kernels.LIMITS);

        RunResult result = run(task);

        assertThat(longs(result).get(0)).isEqualTo(7);
        assertThat(longs(result).get(3)).isEqualTo(16);
        assertThat(result).isInstanceOfSatisfying(RunResult.Computed.class, computed -> {
            assertThat(computed.kernelNanos()).isPositive();
            assertThat(computed.buildNanos()).isPositive();
            assertThat(computed.energy().source()).isIn(Energy.Source.ESTIMATE, Energy.Source.PACKAGE_COUNTER);
        });
    }

    @Test
    void outputsStartZeroed() throws InterruptedException {
        assertThat(longs(run(Kernels.task(Kernels.kernel("out[1] = 5;"), ""))).get(0))
                .isZero();
    }

    @Test
    void keepsWhatAKernelPrintsUpToTheLimit() throws InterruptedException, JobFault {
        String source = Kernels.kernel(
                "for (int i = 0; i < 20000; i++) printf(\"line %d of a flood \\033[31m\\n\", i); out[0] = 1;");

        RunResult result = run(Kernels.task(source, ""));

        assertThat(longs(result).get(0)).isEqualTo(1);
        String log = ((RunResult.Computed) result).log();
        assertThat(log).startsWith("line 0 of a flood").contains("bytes more)").doesNotContain("\033");
        assertThat(log.length()).isLessThan((int) Kernels.LIMITS.logBytes() + 100);
        assertThatThePoolStillWorks();
    }

    @Test
    void aKernelThatDoesNotCompileIsTheJobsFault() throws InterruptedException {
        RunResult.Failed result =
                failed(run(Kernels.task(Kernels.kernel("out[0] = nothing;"), "")), JobError.BUILD_FAILED);

        assertThat(result.detail()).contains("undeclared identifier 'nothing'");
    }

    @Test
    void aKernelThatIsNotThereIsTheJobsFault() throws InterruptedException {
        failed(run(Kernels.task("__kernel void other(__global long *out) { out[0] = 1; }", "")), JobError.BUILD_FAILED);
    }

    @Test
    void argumentsThatDoNotFitAreTheJobsFault() throws InterruptedException {
        failed(run(Kernels.task("__kernel void k(__global long *out) { out[0] = 1; }", "")), JobError.INVALID_MANIFEST);
    }

    @Test
    void anInputOfAnotherSizeIsTheJobsFault() throws InterruptedException {
        Task task = Kernels.task(Kernels.kernel("out[0] = 1;"), "abc");

        failed(run(new Task(task.program(), task.params(), Bytes.EMPTY)), JobError.INVALID_INPUT);
        failed(run(new Task(task.program(), Bytes.wrap(new byte[1]), task.input())), JobError.INVALID_PARAMS);
    }

    @Test
    void aWriteOutOfBoundsEndsItsProcessOnly() throws InterruptedException, JobFault {
        RunResult.Failed result = failed(run(Kernels.task(Kernels.kernel("out[1L << 40] = 1;"), "")), JobError.CRASHED);

        assertThat(result.detail()).contains("signal");
        assertThatThePoolStillWorks();
    }

    @Test
    void aKernelThatDoesNotEndIsKilled() throws InterruptedException, JobFault {
        String source = Kernels.kernel("volatile int x = 1; while (x) { x = 1; } out[0] = 1;");

        failed(run(Kernels.task(source, "", Kernels.wall(200))), JobError.TIMED_OUT);
        assertThatThePoolStillWorks();
    }

    @Test
    void aBombForTheCompilerIsKilled() throws InterruptedException, JobFault {
        StringBuilder bomb = new StringBuilder("#define A0 out[0]++;\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("#define A%d A%d A%d\n".formatted(i, i - 1, i - 1));
        }
        RunResult result = run(Kernels.task(bomb + Kernels.kernel("A29"), "", Kernels.build(200)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Failed.class,
                        failed -> assertThat(failed.error())
                                .isIn(JobError.BUILD_TIMED_OUT, JobError.CRASHED, JobError.BUILD_FAILED));
        assertThatThePoolStillWorks();
    }

    @Test
    void aPrivateArrayLargerThanTheStackEndsItsProcessOnly() throws InterruptedException, JobFault {
        String source = Kernels.kernel(
                "volatile char big[1 << 28]; for (int i = 0; i < (1 << 28); i += 4096) big[i] = i; out[0] = big[4096];");

        failed(run(Kernels.task(source, "")), JobError.CRASHED);
        assertThatThePoolStillWorks();
    }

    @Test
    void moreMemoryThanASlotHasIsRefusedBeforehand() throws InterruptedException {
        Limits limits = new Limits(1000, 1000, 1L << 30, 1 << 20, 0);
        Task task = Kernels.task(Kernels.kernel("out[0] = 1;"), "", limits);

        assertThat(pool().refusal(task.program())).get().asString().contains("1073741824 bytes of memory");
        assertThat(run(task)).isInstanceOf(RunResult.Abandoned.class);
    }

    @Test
    void anInterruptedTaskLeavesAPoolThatWorks() throws InterruptedException, JobFault {
        Bytes params = new SearchParams(0, SearchParams.MAX_COUNT, Hash32.ZERO).encode();
        Task endless = new Task(Search.KECCAK256, params, Bytes.wrap(new byte[32]));
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                outcome.set(run(endless));
            } catch (InterruptedException e) {
                outcome.set(e);
            }
        });
        await().atMost(Duration.ofMinutes(1)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();
        thread.join();

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertThatThePoolStillWorks();
    }
}
