package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.device.Seccomp;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kernel tries each system call that the filter refuses. */
@UnderLoad
class SeccompTest {
    private static final int NOT_PERMITTED = 0x00050001;
    /** ENOANO: no call of these tests fails with it by itself. */
    private static final int MARK = 55;

    private static final long EPERM = -1;
    private static final Map<String, Integer> PROCESSES =
            Map.of("fork", 57, "vfork", 58, "execve", 59, "execveat", 322, "clone", 56);

    private static final long NOT_IMPLEMENTED = -38;
    private static final long X32_GETPID = 0x40000000L + 39;
    private static final long CLONE3 = 435;

    private static Bubblewrap sandbox;
    private static Map<String, Long> whenCompiling;
    private static Map<String, Long> whenRunning;

    @BeforeAll
    static void tryAllCalls() throws IOException, InterruptedException {
        sandbox = SandboxedRunner.sandbox();
        Map<String, Integer> numbers = new TreeMap<>(Seccomp.denied());
        whenCompiling = answers(numbers, SandboxedRunner.run(sandbox, marking(Seccomp.COMPILE), tryAll(numbers)));
        numbers.putAll(PROCESSES);
        whenRunning = answers(numbers, SandboxedRunner.runInTwo(sandbox, tryAll(numbers)));
    }

    private static Task tryAll(Map<String, Integer> calls) {
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * calls.size()).order(ByteOrder.LITTLE_ENDIAN);
        calls.values().forEach(numbers::putLong);
        // The argument is SIGCHLD: what fork() gives to clone().
        return task(
                "__global const long *number = (__global const long *)in; for (int i = 0; i < " + calls.size()
                        + "; i++) out[i] = call(number[i], 17, 0, 0);",
                numbers.array());
    }

    private static Map<String, Long> answers(Map<String, Integer> calls, RunResult result) {
        LongBuffer out = SandboxedRunner.longs(result);
        Map<String, Long> answers = new TreeMap<>();
        calls.keySet().forEach(name -> answers.put(name, out.get()));
        return answers;
    }

    private static Stream<String> denied() {
        return Seccomp.denied().keySet().stream().sorted();
    }

    private static Stream<String> processes() {
        return PROCESSES.keySet().stream();
    }

    private static Task task(String body, byte[] input) {
        String source = Kernels.SYSCALL + Kernels.kernel(body);
        return Kernels.task(source, Bytes.wrap(input), 4096, NdRange.of(1, 1), Kernels.LIMITS);
    }

    /** The filter, with an error in place of EPERM that shows that it was the filter which answered. */
    private static Bytes marking(Seccomp profile) {
        ByteBuffer program = ByteBuffer.wrap(profile.program().toArray()).order(ByteOrder.LITTLE_ENDIAN);
        for (int operand = 4; operand < program.capacity(); operand += 8) {
            if (program.getInt(operand) == NOT_PERMITTED) {
                program.putInt(operand, NOT_PERMITTED - 1 + MARK);
            }
        }
        return Bytes.wrap(program.array());
    }

    @ParameterizedTest
    @MethodSource("denied")
    void isRefusedWhereKernelsAreCompiled(String call) {
        assertThat(whenCompiling.get(call)).isEqualTo(-MARK);
    }

    @ParameterizedTest
    @MethodSource({"denied", "processes"})
    void isRefusedWhereTheyRun(String call) {
        assertThat(whenRunning.get(call)).isEqualTo(EPERM);
    }

    @Test
    void clonesIntoNoNamespaceAndLeavesNoWayAround() throws IOException, InterruptedException {
        RunResult result = SandboxedRunner.run(
                sandbox,
                marking(Seccomp.COMPILE),
                task(
                        "for (int bit = 0; bit < 7; bit++) out[bit] = call(56, bit == 0 ? 0x20000 : 0x1000000L << bit, 0, 0);"
                                + "out[7] = call(" + CLONE3 + ", 0, 0, 0); out[8] = call(" + X32_GETPID
                                + ", 0, 0, 0); out[9] = call(452, 0, 0, 0);",
                        new byte[1]));

        for (int bit = 0; bit < 7; bit++) {
            assertThat(SandboxedRunner.longs(result).get(bit))
                    .as("flag %d", bit)
                    .isEqualTo(-MARK);
        }
        for (int other = 7; other < 10; other++) {
            assertThat(SandboxedRunner.longs(result).get(other)).as("%d", other).isEqualTo(NOT_IMPLEMENTED);
        }
    }

    @Test
    void aCallByTheGateOf32BitProgramsEndsTheProcess() throws IOException, InterruptedException {
        RunResult result = SandboxedRunner.run(
                sandbox,
                sandbox.filter(),
                task("long id; __asm__ volatile(\"int $0x80\" : \"=a\"(id) : \"a\"(20)); out[0] = id;", new byte[1]));

        assertThat(result).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.error()).isEqualTo(JobError.CRASHED);
            assertThat(failed.detail()).contains("signal 31");
        });
    }

    @Test
    void withoutTheFilterTheyWork() throws IOException, InterruptedException {
        RunResult result = SandboxedRunner.run(sandbox, Bytes.EMPTY, task("""
                        char parameters[120]; for (int i = 0; i < 120; i++) parameters[i] = 0;
                        out[0] = call(41, 1, 1, 0);
                        out[1] = call(250, 0, -3, 0);
                        out[2] = call(319, (long)in, 0, 0);
                        out[3] = call(323, 1, 0, 0);
                        out[4] = call(425, 1, (long)parameters, 0);
                        out[5] = call(101, 0, 0, 0);""", new byte[1]));

        String[] names = {"socket", "keyctl", "memfd_create", "userfaultfd", "io_uring_setup", "ptrace"};
        for (int i = 0; i < names.length; i++) {
            assertThat(Seccomp.denied()).containsKey(names[i]);
            assertThat(SandboxedRunner.longs(result).get(i)).as(names[i]).isNotNegative();
        }
    }
}
