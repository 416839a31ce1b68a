package io.gridwork.devnet.network;

import io.gridwork.testchain.ChildProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts one of our programs as its user would, in a JVM of its own that does not outlive this one. */
public final class JavaProcess {

    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** What a program needs to know of where it is; its options are given on its command line. */
    private static final List<String> PASSED_ON = List.of(
            "GRIDWORK_ROOT",
            "GRIDWORK_STATE",
            "GRIDWORK_COMMAND",
            "GRIDWORK_CHAIN",
            "GRIDWORK_ANVIL",
            "GRIDWORK_PORT",
            "GRIDWORK_LOG",
            "GRIDWORK_LOG_FORMAT");

    /** The launcher's ahead-of-time caches, by the program that they are of (RATIONALE.md of the indexer). */
    private static final Map<String, String> CACHES =
            Map.of("io.gridwork.worker.app.Main", "worker.aot", "io.gridwork.indexer.app.Main", "query.aot");

    private JavaProcess() {}

    /**
     * Starts {@code java mainClass arguments…} on this JVM's own class path.
     *
     * @param log where its output goes
     */
    public static ChildProcess start(String mainClass, List<String> arguments, Path log) {
        return ChildProcess.start(command(mainClass, arguments), environment(), log);
    }

    /** As {@link #start}, and the process outlives this one. */
    public static ChildProcess startDetached(String mainClass, List<String> arguments, Path log) {
        return ChildProcess.startDetached(command(mainClass, arguments), environment(), log);
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.keySet().retainAll(PASSED_ON);
        // Not on the command line, because a hundred jars there hide what a process is.
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        return environment;
    }

    private static List<String> command(String mainClass, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        cache(mainClass).ifPresent(cache -> command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable")));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** It lies beside the jar that the launcher starts us from. The JVM passes over a cache that does not fit, with a warning. */
    private static Optional<Path> cache(String mainClass) {
        String jar = System.getProperty("java.class.path");
        if (jar.contains(File.pathSeparator)) return Optional.empty();
        return Optional.ofNullable(CACHES.get(mainClass))
                .map(name -> Path.of(jar).toAbsolutePath().resolveSibling(name))
                .filter(Files::isReadable);
    }
}
