package io.gridwork.worker.sandbox;

import io.gridwork.worker.device.Runner;
import io.gridwork.worker.job.Limits;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The command line and environment of a runner process.
 *
 * @param classPath as the process sees it
 * @param prefix the part of the command that isolates the rest
 */
record RunnerCommand(RunnerConfig config, Isolation isolation, String device, String classPath, List<String> prefix) {
    /**
     * Descriptor 3 takes the place of standard output, so that what kernels print goes the way of error messages and cannot get
     * between the results. The limits: no core files, 1 GiB per file, 256 files, a stack with room for private arrays, an address
     * space (Linux only; the others ignore it), and 16,384 processes, more than an account has (-u in bash, -p in dash).
     */
    private static final String SHELL =
            "ulimit -c 0; ulimit -f 2097152; ulimit -n 256; ulimit -s 65536; ulimit -v \"$1\" 2>/dev/null; { ulimit -u 16384 || ulimit -p 16384; } 2>/dev/null; shift; exec \"$@\" 3>&1 1>&2";

    private static final String RESULTS = "/dev/fd/3";
    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final long GIB = 1L << 30;

    /** What the JVM, the driver and its compiler map before there is any data, generously. */
    private static final long BASE_BYTES = 5 * GIB;

    /** The classes a runner needs, each a member of one jar. Named as text: loading OpenCL's here would load the driver. */
    private static final List<String> CLASS_PATH = List.of(
            "io/gridwork/worker/device/Runner.class",
            "io/gridwork/abi/Hash32.class",
            "com/joemelsha/crypto/hash/Keccak.class",
            "org/jocl/CL.class");

    /** Longest frame that a runner may send: the largest output, and room for the rest. */
    long maxFrame() {
        return Math.min(config.memoryBytes(), Limits.MAX_OUTPUT) + (1 << 20);
    }

    static RunnerCommand of(RunnerConfig config, Isolation isolation, String device) {
        List<Path> outside =
                CLASS_PATH.stream().map(RunnerCommand::location).distinct().toList();
        String classPath = isolation.classPath(outside).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new RunnerCommand(config, isolation, device, classPath, isolation.prefix(jdk(HOME)));
    }

    List<String> arguments(Path scratch, String stage) {
        List<String> all = new ArrayList<>(List.of(
                "/bin/sh", "-c", SHELL, "runner", Long.toString((BASE_BYTES + 4 * config.memoryBytes()) / 1024)));
        all.addAll(prefix);
        all.addAll(List.of(
                HOME.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:CompressedClassSpaceSize=32m",
                "-Xmx" + 2 * config.memoryBytes() / (1 << 20) + "m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + scratch,
                "-XX:ErrorFile=/dev/null"));
        if (!device.equals(Runner.REFERENCE)) {
            // The work is in the kernel; the references are worth the better compiler.
            all.add("-XX:TieredStopAtLevel=1");
        }
        all.addAll(List.of("-cp", classPath, Runner.class.getName(), RESULTS, device, stage));
        return all;
    }

    /** All of it: nothing of the supervisor's environment is passed on. */
    Map<String, String> environment(Path scratch) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "PATH",
                "/usr/bin:/bin",
                "HOME",
                scratch.toString(),
                "LANG",
                "C.UTF-8",
                "MALLOC_ARENA_MAX",
                "2",
                "POCL_CACHE_DIR",
                scratch.resolve("pocl").toString(),
                "POCL_MEMORY_LIMIT",
                Long.toString(Math.max(1, config.memoryBytes() / GIB))));
        signalChaining().ifPresent(library -> all.put("LD_PRELOAD", library.toString()));
        return all;
    }

    /**
     * The JDK's library for processes in which others handle signals too. Without it LLVM, as soon as it compiles, takes SIGSEGV from a JVM
     * that means its own by it (a safepoint, a null): the file being compiled is then deleted, and the build fails.
     */
    private static Optional<Path> signalChaining() {
        return Optional.of(HOME.resolve("lib/libjsig.so")).filter(Files::exists);
    }

    private static Path location(String resource) {
        URL url = RunnerCommand.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IllegalStateException("the class path of this process has no " + resource);
        }
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            String text = url.toURI().toString();
            return Path.of(new URI(text.substring(0, text.length() - resource.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be located at " + url, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(resource + " has no proper location: " + url, e);
        }
    }

    /** The folders of a JDK. Debian keeps its configuration outside, behind links. */
    static List<Path> jdk(Path home) {
        List<Path> all = new ArrayList<>(List.of(home));
        for (String name : List.of("lib/jvm.cfg", "conf/security/java.security")) {
            Path file = home.resolve(name);
            try {
                Path real = file.toRealPath();
                if (!real.startsWith(home.toRealPath()) && Files.exists(real)) {
                    all.add(real.getParent());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the JDK at " + home + " has no " + name, e);
            }
        }
        return all;
    }
}
