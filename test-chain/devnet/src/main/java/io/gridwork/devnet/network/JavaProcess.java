package io.gridwork.devnet.network;

import io.gridwork.testchain.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts one of our programs as its user would, in a JVM of its own that does not outlive this one. */
public final class JavaProcess {

    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
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
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
