package io.gridwork.worker.sandbox;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Keccak256;
import io.gridwork.worker.job.KernelArg;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifests;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Users' kernels for tests: one work-item, {@code __kernel void k(__global const char *in, __global long *out)}. */
final class Kernels {
    /** Linux on x86-64: a kernel that speaks with the operating system directly. */
    static final String SYSCALL = """
            long call(long number, long a, long b, long c) {
                long result;
                __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
                return result;
            }
            long call5(long number, long a, long b, long c, long d, long e) {
                long result;
                __asm__ volatile("mov %5, %%r10; mov %6, %%r8; syscall" : "=a"(result)
                    : "0"(number), "D"(a), "S"(b), "d"(c), "r"(d), "r"(e) : "rcx", "r11", "r10", "r8", "memory");
                return result;
            }
            """;

    static final Limits LIMITS = new Limits(60_000, 60_000, 64 << 20, 1 << 20, 4096);

    private Kernels() {}

    static Task task(String source, String input) {
        return task(source, input, LIMITS);
    }

    /** The input gets a zero at its end, as C expects of text. */
    static Task task(String source, String input, Limits limits) {
        Bytes bytes = Bytes.wrap((input + "\0").getBytes(StandardCharsets.UTF_8));
        return task(source, bytes, 4096, NdRange.of(1, 1), limits);
    }

    static Task task(String source, Bytes input, long outputBytes, NdRange range, Limits limits) {
        List<KernelArg> args = List.of(new KernelArg.Input(input.size()), new KernelArg.Output(outputBytes));
        return new Task(
                new UserKernel(Manifests.userKernel(Keccak256.hash(source), "k", range, args, limits), source),
                Bytes.EMPTY,
                input);
    }

    static String kernel(String body) {
        return "__kernel void k(__global const char *in, __global long *out) {\n" + body + "\n}\n";
    }

    static Limits wall(long millis) {
        return new Limits(60_000, millis, LIMITS.memoryBytes(), LIMITS.outputBytes(), LIMITS.logBytes());
    }

    static Limits build(long millis) {
        return new Limits(millis, 60_000, LIMITS.memoryBytes(), LIMITS.outputBytes(), LIMITS.logBytes());
    }
}
