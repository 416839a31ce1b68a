package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gridwork.abi.Bytes;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.job.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a CPU a kernel is native code that can do what its process can. These do all that once worked without a sandbox. */
@UnderLoad
class KernelAttackTest extends SandboxedPool {
    private static final long ENOENT = -2;
    private static final long EROFS = -30;

    @TempDir
    private Path folder;

    @BeforeEach
    void needAnX86Processor() {
        assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    }

    private static RunResult attack(String body, String input) throws InterruptedException {
        return run(Kernels.task(Kernels.SYSCALL + Kernels.kernel(body), input));
    }

    /** Results of open(2) with these flags, one for each path. */
    private static LongBuffer open(int flags, String... paths) throws InterruptedException {
        return longs(attack(
                "for (int i = 0; i < " + paths.length + "; i++) { out[i] = call(2, (long)in, " + flags
                        + ", 0600); while (*in++) {} }",
                String.join("\0", paths)));
    }

    @Test
    void seesNoFileOfTheMachine() throws InterruptedException, IOException {
        Path secret = Files.writeString(folder.resolve("key"), "0xsecret");

        LongBuffer opened = open(
                0, secret.toString(), "/etc/passwd", "/etc/shadow", "/root/.ssh", "/bin/sh", "/proc/1/root/etc/shadow");

        for (int i = 0; i < 5; i++) assertThat(opened.get(i)).as("path %d", i).isEqualTo(ENOENT);
        assertThat(opened.get(5)).isNegative();
    }

    @Test
    void writesNothingOutsideItsScratchFolder() throws InterruptedException {
        int create = 0x41;

        LongBuffer opened = open(
                create,
                "/planted",
                "/usr/lib/planted.so",
                System.getProperty("java.home") + "/planted",
                "/tmp/scratch");

        assertThat(opened.get(0)).isEqualTo(EROFS);
        assertThat(opened.get(1)).isNegative();
        assertThat(opened.get(2)).isNegative();
        assertThat(opened.get(3)).isPositive();
    }

    @Test
    void whatItWritesIsGoneWithIt() throws InterruptedException {
        assertThat(open(0x41, "/tmp/left").get(0)).isPositive();
        assertThat(open(0, "/tmp/left").get(0)).isEqualTo(ENOENT);
    }

    @Test
    void findsNothingInTheEnvironment() throws InterruptedException {
        RunResult result = attack(
                "long file = call(2, (long)in, 0, 0); out[0] = call(0, file, (long)(out + 1), 4088);",
                "/proc/self/environ");

        long length = longs(result).get(0);
        byte[] all = ((RunResult.Computed) result).output().toArray();
        String environment = new String(all, 8, (int) length, StandardCharsets.UTF_8);
        assertThat(environment.split("\0", -1))
                .filteredOn(entry -> !entry.isEmpty())
                .extracting(entry -> entry.substring(0, entry.indexOf('=')))
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "LANG",
                        "LD_PRELOAD",
                        "MALLOC_ARENA_MAX",
                        "POCL_CACHE_DIR",
                        "POCL_MEMORY_LIMIT",
                        "PWD");
        assertThat(environment).contains("HOME=/tmp");
    }

    @Test
    void reachesNoNetwork() throws InterruptedException, IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ByteBuffer address = ByteBuffer.allocate(16);
            address.put(0, (byte) 2).putShort(2, (short) server.getLocalPort()).putInt(4, 0x7f000001);

            RunResult result = run(Kernels.task(
                    Kernels.SYSCALL
                            + Kernels.kernel(
                                    "long socket = call(41, 2, 1, 0); out[0] = call(42, socket, (long)in, 16);"),
                    Bytes.wrap(address.array()),
                    4096,
                    NdRange.of(1, 1),
                    Kernels.LIMITS));

            assertThat(longs(result).get(0)).isNegative();
        }
    }

    @Test
    void seesNoProcessButItsOwn() throws InterruptedException {
        // Process numbers are small in a namespace of its own, and the supervisor's means nothing there.
        LongBuffer out = longs(attack(
                "out[0] = call(39, 0, 0, 0); out[1] = call(62, "
                        + ProcessHandle.current().pid() + ", 0, 0);",
                ""));

        assertThat(out.get(0)).isLessThan(10);
        assertThat(out.get(1)).isNegative();
    }

    @Test
    void isNobodyAndStaysNobody() throws InterruptedException {
        LongBuffer out = longs(attack("out[0] = call(102, 0, 0, 0); out[1] = call(105, 0, 0, 0);", ""));

        assertThat(out.get(0)).isEqualTo(65534);
        assertThat(out.get(1)).isNegative();
    }

    @Test
    void startsNoProgram() throws InterruptedException {
        Path mark = folder.resolve("mark");
        String source = Kernels.kernel("long result; __asm__ volatile(\"call system@PLT\" : \"=a\"(result) : \"D\"(in)"
                + " : \"rcx\", \"rdx\", \"rsi\", \"r8\", \"r9\", \"r10\", \"r11\", \"memory\"); out[0] = result;");

        RunResult result = run(Kernels.task(source, "echo owned > " + mark));

        // There is no shell: system() says 127, or the call ends the process.
        assertThat(result).isNotInstanceOf(RunResult.Abandoned.class);
        assertThat(mark).doesNotExist();
    }

    @Test
    void theCompilerBringsNoFilesIn() throws InterruptedException {
        RunResult included = run(Kernels.task("#include \"/etc/passwd\"\n" + Kernels.kernel("out[0] = 1;"), ""));
        RunResult embedded = run(Kernels.task(
                Kernels.kernel(
                        "long at; __asm__ volatile(\"jmp 2f\\n1: .incbin \\\"/etc/passwd\\\"\\n2: lea 1b(%%rip), %0\""
                                + " : \"=r\"(at)); out[0] = *(long *)at;"),
                ""));

        assertThat(included)
                .isInstanceOfSatisfying(
                        RunResult.Failed.class, it -> assertThat(it.error()).isEqualTo(JobError.BUILD_FAILED));
        // LLVM's assembler embeds nothing for a file that it cannot find, and PoCL does not pass its complaint on.
        if (embedded instanceof RunResult.Computed computed) {
            assertThat(new String(computed.output().toArray(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("root:");
        }
    }

    @Test
    void theCompilerDoesNotEvenSayWhichFilesExist() throws InterruptedException {
        StringBuilder source = new StringBuilder();
        int bit = 0;
        for (String path : Arrays.asList("/etc/passwd", "/etc/shadow", "/root/.ssh", folder.toString())) {
            source.append("#if __has_include(\"%s\")\n#define B%d 1\n#else\n#define B%d 0\n#endif\n"
                    .formatted(path, bit, bit));
            bit++;
        }

        assertThat(longs(run(Kernels.task(source + Kernels.kernel("out[0] = B0 + B1 + B2 + B3;"), "")))
                        .get(0))
                .isZero();
    }

    @Test
    void aForgedResultIsNoMoreThanAWrongResult() throws InterruptedException {
        // A frame of 5 bytes on the results' descriptor: type "done", then nothing that makes sense.
        RunResult result = attack("out[0] = call(1, 3, (long)in, 9);", "\0\0\0\5\4\1\2\3\4");

        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Failed.class, it -> assertThat(it.error()).isEqualTo(JobError.CRASHED));
    }

    @Test
    void aForgedSurrenderOfTheDeviceIsACrash() throws InterruptedException {
        RunResult result = attack("call(1, 3, (long)in, 11); for (;;) out[0]++;", "\0\0\0\7\6\0\0\0\2no");

        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Failed.class, it -> assertThat(it.error()).isEqualTo(JobError.CRASHED));
    }

    @Test
    void forgedTimesAreNoLongerThanOurClockSays() throws InterruptedException {
        String zeros = "\0\0\0\0";
        String forged = "\177".repeat(8);
        String done = "\0\0\20\35" + "\4" + "\0\0\20\0" + "A".repeat(4096) + zeros + zeros + forged + forged;
        long start = System.nanoTime();
        RunResult result = attack("call(1, 3, (long)in, " + done.length() + "); for (;;) out[0]++;", done);
        long elapsed = System.nanoTime() - start;

        assertThat(result).isInstanceOfSatisfying(RunResult.Computed.class, it -> {
            assertThat(it.kernelNanos()).isBetween(0L, elapsed);
            assertThat(it.energy().milliJoules()).isBetween(0L, elapsed / 1_000_000 * 1_000);
        });
    }

    @Test
    void aWorkGroupThatItsLaunchDoesNotHaveIsTheJobsFault() throws InterruptedException, JobFault {
        String source = "__attribute__((reqd_work_group_size(2,1,1)))\n" + Kernels.kernel("out[0] = 1;");
        assertThat(run(Kernels.task(source, ""))).isInstanceOf(RunResult.Failed.class);
        assertThatThePoolStillWorks();
    }

    @Test
    void withoutASandboxItIsNotRunAtAll() throws InterruptedException, RunnerException {
        RunnerConfig config = new RunnerConfig(RunnerConfig.AUTO, 1, 256 << 20, RunnerConfig.Mode.OFF, 0);
        try (RunnerPool plain = RunnerPool.open(config)) {
            RunResult result = plain.run(Kernels.task(Kernels.kernel("out[0] = 1;"), ""));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            RunResult.Abandoned.class,
                            it -> assertThat(it.reason()).contains("kernels of users run in a sandbox only"));
        }
    }
}
