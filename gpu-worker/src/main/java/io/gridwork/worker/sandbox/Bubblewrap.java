package io.gridwork.worker.sandbox;

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

/**
 * Linux namespaces by bubblewrap: no network, no processes but its own, nobody's user id, no capabilities, and of the machine's
 * files only libraries, read-only. What a kernel can still do is use processor and memory until it is killed.
 *
 * @param executable bwrap
 */
record Bubblewrap(Path executable) implements Isolation {
    /** Room for compiled kernels, and for a driver's library that is unpacked before it is loaded. In memory. */
    private static final long SCRATCH_BYTES = 256L << 20;

    private static final Path SCRATCH = Path.of("/tmp");
    private static final long PROBE_SECONDS = 10;

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

    /** A sandbox that works on this machine, or the reason why there is none. */
    static Isolation detect() {
        Optional<Path> bwrap = onPath("bwrap");
        if (bwrap.isEmpty()) {
            return new PlainProcess("bubblewrap is not installed: no bwrap on the PATH");
        }
        Bubblewrap sandbox = new Bubblewrap(bwrap.get());
        try {
            return sandbox.probe().<Isolation>map(PlainProcess::new).orElse(sandbox);
        } catch (IOException e) {
            return new PlainProcess("bubblewrap does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PlainProcess("interrupted while bubblewrap was tried");
        }
    }

    /** Runs nothing in a sandbox. The reason when that fails: in most containers user namespaces are forbidden. */
    private Optional<String> probe() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"));
        Process process = new ProcessBuilder(
                        wrap(List.of(java.resolve("bin/java").toString(), "--version"), List.of(java)))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.of("bubblewrap did not answer within " + PROBE_SECONDS + " s");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of("bubblewrap cannot start a sandbox; user namespaces may be forbidden: " + said);
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
        return "bubblewrap sandbox";
    }

    @Override
    public Optional<String> refusal() {
        return Optional.empty();
    }

    @Override
    public List<String> wrap(List<String> command, List<Path> readable) {
        List<String> all = new ArrayList<>(List.of(
                executable.toString(),
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
        all.addAll(
                List.of("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/", "--chdir", SCRATCH.toString(), "--"));
        all.addAll(command);
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
