package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.job.RunResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a kernel reads and lists in its sandbox: nothing that tells whose machine this is, or what else runs on it. */
@UnderLoad
class VisibleToKernelsTest extends SandboxedPool {
    private static final int SLOT = 1 << 16;
    private static final List<String> ABOUT_THE_MACHINE = List.of(
            "/proc/cmdline",
            "/proc/keys",
            "/proc/key-users",
            "/proc/kallsyms",
            "/proc/1/cmdline",
            "/proc/1/environ",
            "/proc/1/mountinfo");
    private static final List<String> ABOUT_ITSELF = List.of(
            "/proc/self/cmdline",
            "/proc/self/environ",
            "/proc/self/mountinfo",
            "/proc/self/maps",
            "/proc/self/cgroup",
            "/proc/self/status",
            "/proc/self/uid_map",
            "/proc/2/cmdline",
            "/proc/sys/kernel/hostname");

    /** What a call fills in for each path, with the path's descriptor as its first argument: read(2) or getdents64(2). */
    private static Map<String, byte[]> ask(int call, List<String> paths) throws InterruptedException {
        String body = "for (int i = 0; i < " + paths.size()
                + "; i++) { __global char *slot = (__global char *)out + i * "
                + SLOT + "; long file = call(2, (long)in, 0, 0), n = 8, got; while (file >= 0 && (got = call(" + call
                + ", file, (long)(slot + n), " + SLOT
                + " - n)) > 0) n += got; *(__global long *)slot = file < 0 ? 0 : n - 8;"
                + " while (*in++) {} }";
        Bytes input = Bytes.wrap((String.join("\0", paths) + "\0").getBytes(StandardCharsets.UTF_8));
        RunResult result = run(Kernels.task(
                Kernels.SYSCALL + Kernels.kernel(body),
                input,
                (long) SLOT * paths.size(),
                NdRange.of(1, 1),
                Kernels.LIMITS));
        assertThat(result).isInstanceOf(RunResult.Computed.class);
        ByteBuffer all = ByteBuffer.wrap(((RunResult.Computed) result).output().toArray())
                .order(ByteOrder.LITTLE_ENDIAN);
        Map<String, byte[]> answers = new TreeMap<>();
        for (int i = 0; i < paths.size(); i++) {
            byte[] answer = new byte[(int) all.getLong(i * SLOT)];
            all.get(i * SLOT + Long.BYTES, answer);
            answers.put(paths.get(i), answer);
        }
        return answers;
    }

    @Test
    void nothingOfTheMachineInProc() throws InterruptedException {
        assertThat(ask(0, ABOUT_THE_MACHINE))
                .allSatisfy((path, read) -> assertThat(read).as(path).isEmpty());
    }

    @Test
    void neitherInstallPathsNorNames() throws InterruptedException {
        ask(0, ABOUT_ITSELF).forEach((path, read) -> {
            String text = new String(read, StandardCharsets.ISO_8859_1);
            assertThat(text).as(path).isNotEmpty();
            assertThat(text)
                    .as(path)
                    .doesNotContain(
                            System.getProperty("user.home"), System.getProperty("user.dir"), ".m2", "/home/", "bwrap");
        });
    }

    @Test
    void aFewFolders() throws InterruptedException {
        Map<String, byte[]> folders =
                ask(217, List.of("/", "/etc", "/usr", "/usr/bin", "/tmp", "/runner", "/sys", "/proc/1"));

        assertThat(names(folders, "/"))
                .isSubsetOf("usr", "lib", "lib32", "lib64", "etc", "tmp", "proc", "dev", "sys", "runner");
        // The third is where Debian keeps the configuration of its JDK.
        assertThat(names(folders, "/etc")).isSubsetOf("OpenCL", "ld.so.cache", "java-25-openjdk");
        assertThat(names(folders, "/usr")).isSubsetOf("lib", "lib32", "lib64", "share", "bin");
        assertThat(names(folders, "/usr/bin")).containsExactly("ld");
        assertThat(names(folders, "/runner")).allMatch(name -> name.matches("\\d+"));
        assertThat(names(folders, "/sys")).containsExactly("devices");
        assertThat(names(folders, "/proc/1")).isEmpty();
    }

    /** Of the records of getdents64: the length is at 16, the name at 19. */
    private static List<String> names(Map<String, byte[]> folders, String folder) {
        byte[] records = folders.getOrDefault(folder, new byte[0]);
        ByteBuffer buffer = ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN);
        List<String> names = new ArrayList<>();
        for (int at = 0; at < records.length; at += buffer.getShort(at + 16)) {
            int end = at + 19;
            while (records[end] != 0) end++;
            names.add(new String(records, at + 19, end - at - 19, StandardCharsets.UTF_8));
        }
        names.removeAll(List.of(".", ".."));
        return names;
    }
}
