package io.gridwork.worker.sandbox;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.device.LinuxCalls;
import io.gridwork.worker.device.Seccomp;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Linux namespaces by bubblewrap and a filter of system calls: no network, no processes but its own, nobody's user id, no
 * capabilities, and of the machine's files only libraries, read-only. What a kernel can still do is use processor and memory until
 * it is killed.
 *
 * @param executable bwrap
 * @param workspace where copies of the runner's classes and the options of bwrap are kept
 * @param filter of system calls; empty where there is none for this machine's processors
 * @param disableUserNamespaces whether bwrap can forbid new user namespaces inside; the filter forbids them too
 */
record Bubblewrap(Path executable, Workspace workspace, Bytes filter, boolean disableUserNamespaces)
        implements Isolation {
    /** Room for compiled kernels, and for a driver's library that is unpacked before it is loaded. In memory. */
    private static final long SCRATCH_BYTES = 256L << 20;

    private static final Path SCRATCH = Path.of("/tmp");
    private static final Path CLASSES = Path.of("/runner");
    private static final long PROBE_MILLIS = 10_000;
    private static final int MAX_ANSWER = 4096;

    /**
     * A session of its own is a process group of its own: it can be killed as a whole. Killed alone between its clone() and the
     * message to its child, bwrap would leave that child waiting for ever. Descriptors keep paths out of the command line.
     */
    private static final String SHELL =
            "options=$1; filter=$2; shift 2; exec setsid \"$@\" 8<\"$options\" 9<\"$filter\"";

    /** Libraries, compilers' data and what OpenCL runtimes read of the machine's description. Those that exist are bound. */
    private static final List<String> SYSTEM = List.of(
            "/usr/lib",
            "/usr/lib32",
            "/usr/lib64",
            "/usr/share/pocl",
            "/etc/OpenCL",
            "/etc/ld.so.cache",
            "/sys/devices/system");

    /** Not bound on systems where they are links into /usr; the links are made instead. */
    private static final List<String> LIBRARIES = List.of("/lib", "/lib32", "/lib64");

    /** What /proc tells of the machine, and not of the sandbox. */
    private static final List<String> MASKED =
            List.of("/proc/cmdline", "/proc/keys", "/proc/key-users", "/proc/kallsyms");

    /** A sandbox that works on this machine, or the reason why there is none. */
    static Isolation detect(Workspace workspace) {
        Optional<Path> bwrap = onPath("bwrap");
        if (bwrap.isEmpty()) {
            return new PlainProcess("bubblewrap is not installed: no bwrap on the PATH", workspace);
        }
        try {
            Bytes filter = LinuxCalls.supported() ? Seccomp.COMPILE.program() : Bytes.EMPTY;
            // Before 0.8, and where it is setuid, bwrap does not take the option.
            Bubblewrap strict = new Bubblewrap(bwrap.get(), workspace, filter, true);
            if (strict.probe(PROBE_MILLIS).isEmpty()) {
                return strict;
            }
            Bubblewrap sandbox = new Bubblewrap(bwrap.get(), workspace, filter, false);
            return sandbox.probe(PROBE_MILLIS)
                    .<Isolation>map(reason -> new PlainProcess(reason, workspace))
                    .orElse(sandbox);
        } catch (IOException e) {
            return new PlainProcess("bubblewrap does not start: " + e.getMessage(), workspace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PlainProcess("interrupted while bubblewrap was tried", workspace);
        }
    }

    /** Runs nothing in a sandbox. The reason when that fails: in most containers user namespaces are forbidden. */
    Optional<String> probe(long millis) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"));
        List<String> command = new ArrayList<>(prefix(RunnerCommand.jdk(java)));
        command.addAll(List.of(java.resolve("bin/java").toString(), "--version"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        BoundedLog said = new BoundedLog(process.getInputStream(), MAX_ANSWER);
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            LinuxCalls.killGroup(process.pid());
            return Optional.of("bubblewrap did not answer within " + millis + " ms");
        }
        said.await(1000);
        String words = said.text(MAX_ANSWER).strip();
        if (process.exitValue() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                words.contains("Unknown option")
                        ? "bubblewrap is too old, 0.7 or newer is needed: " + words
                        : "bubblewrap cannot start a sandbox; user namespaces may be forbidden: " + words);
    }

    private static Optional<Path> onPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, name);
            if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    @Override
    public String description() {
        return "bubblewrap sandbox" + (filter.size() > 0 ? "" : " without a filter of system calls");
    }

    @Override
    public Optional<String> refusal() {
        return filter.size() > 0
                ? Optional.empty()
                : Optional.of("kernels of users run behind a filter of system calls only, and there is none for "
                        + System.getProperty("os.arch") + " processors");
    }

    @Override
    public List<Path> classPath(List<Path> outside) {
        workspace.copy(outside);
        return IntStream.range(0, outside.size())
                .mapToObj(i -> CLASSES.resolve(Integer.toString(i)))
                .toList();
    }

    @Override
    public List<String> prefix(List<Path> readable) {
        byte[] options = (String.join("\0", options(readable)) + "\0").getBytes(StandardCharsets.UTF_8);
        return List.of(
                "/bin/sh",
                "-c",
                SHELL,
                "sandbox",
                workspace.file(options).toString(),
                workspace.file(filter.toArray()).toString(),
                executable.toString(),
                "--args",
                "8",
                "--");
    }

    private List<String> options(List<Path> readable) {
        List<String> all = new ArrayList<>(List.of(
                "--unshare-all",
                "--unshare-user",
                "--uid",
                "65534",
                "--gid",
                "65534",
                "--cap-drop",
                "ALL",
                "--die-with-parent",
                "--new-session",
                "--hostname",
                "runner"));
        if (disableUserNamespaces) {
            all.add("--disable-userns");
        }
        if (filter.size() > 0) {
            all.addAll(List.of("--seccomp", "9"));
        }
        // Before the binds: what is to be read may lie below it.
        all.addAll(List.of("--size", Long.toString(SCRATCH_BYTES), "--tmpfs", SCRATCH.toString()));
        SYSTEM.stream().map(Path::of).forEach(path -> bind(all, path, path));
        for (String library : LIBRARIES) {
            Path path = Path.of(library);
            if (Files.isSymbolicLink(path)) {
                all.addAll(List.of("--symlink", link(path), library));
            } else {
                bind(all, path, path);
            }
        }
        // PoCL links each kernel with it.
        onPath("ld").ifPresent(ld -> bind(all, real(ld), Path.of("/usr/bin/ld")));
        readable.forEach(path -> bind(all, path, path));
        bind(all, workspace.classes(), CLASSES);
        all.addAll(List.of("--proc", "/proc", "--tmpfs", "/proc/1", "--remount-ro", "/proc/1"));
        MASKED.stream().map(Path::of).filter(Files::exists).forEach(path -> bind(all, Path.of("/dev/null"), path));
        all.addAll(List.of("--dev", "/dev", "--remount-ro", "/", "--chdir", SCRATCH.toString()));
        return all;
    }

    private static void bind(List<String> command, Path from, Path to) {
        if (Files.exists(from)) {
            command.addAll(List.of("--ro-bind", from.toString(), to.toString()));
        }
    }

    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("the link " + path + " cannot be read", e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be resolved", e);
        }
    }

    @Override
    public Path scratch() {
        return SCRATCH;
    }

    /** Nothing to do: the folder ended with the sandbox. */
    @Override
    public void clean(Path scratch) {}
}
