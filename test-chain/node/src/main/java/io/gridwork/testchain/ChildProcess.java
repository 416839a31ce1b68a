package io.gridwork.testchain;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child process that does not outlive this JVM, however this JVM ends.
 *
 * <p>A shutdown hook covers an orderly end. For {@code kill -9} of the JVM, the child is started through {@code sh}: it
 * forks a guard that waits on a pipe only this JVM holds, then becomes the command itself (exec, so the pid is the
 * command's). The pipe's end closes with the JVM, whatever killed it, and the guard ends the command. It closes too when
 * the command ends first ({@link Process} sees to that); the guard's signal then finds nobody, and the guard leaves.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration GRACE = Duration.ofSeconds(10);

    // $$ stays the pid of the outer shell inside the subshell, and exec keeps it.
    private static final String GUARDED = """
            exec 3<&0
            ( trap '' INT TERM HUP
              read -r _ <&3
              kill -TERM $$ || exit
              for i in 1 2 3 4 5; do sleep 1; kill -0 $$ || exit; done
              kill -KILL $$ ) >/dev/null 2>&1 &
            exec "$@" 3<&- </dev/null
            """;

    private static final String DETACHED = "trap '' HUP; exec \"$@\" </dev/null";

    private final Process process;
    private final Path log;
    private final Thread shutdownHook;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.shutdownHook = Thread.ofPlatform().unstarted(this::stop);
    }

    /**
     * Starts {@code command} with its output appended to {@code log}; it ends with this JVM at the latest.
     *
     * @param environment added to this process's own
     * @throws NodeException if it cannot be started
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path log) {
        var child = new ChildProcess(launch(command, environment, log, GUARDED), log);
        Runtime.getRuntime().addShutdownHook(child.shutdownHook);
        return child;
    }

    /** Starts {@code command} so that it outlives this JVM. Someone else has to end it, by a {@link PidFile}. */
    public static ChildProcess startDetached(List<String> command, Map<String, String> environment, Path log) {
        return new ChildProcess(launch(command, environment, log, DETACHED), log);
    }

    private static Process launch(List<String> command, Map<String, String> environment, Path log, String script) {
        var line = new ArrayList<String>();
        if (Files.isExecutable(SHELL)) line.addAll(List.of(SHELL.toString(), "-c", script, "gridwork-guard"));
        line.addAll(command);
        var builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        // Options of the user's shell, such as GRIDWORK_RPC, are not those of a program that we configure.
        builder.environment().keySet().removeIf(name -> name.startsWith("GRIDWORK_"));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return builder.start();
        } catch (IOException e) {
            throw new NodeException("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for the process to end by itself.
     *
     * @return whether it ended within {@code limit}
     */
    public boolean awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Exit status; 128 + signal number where a signal ended it. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Ends it as {@code kill -9} does, with no chance to tidy up, and waits until it is gone. */
    public void kill() {
        handle().destroyForcibly();
        waitUninterruptibly(GRACE);
    }

    /** Ends it: SIGTERM, and SIGKILL after ten seconds. Does nothing if it has ended. */
    public void stop() {
        // Not by Process.destroy, which closes the pipe at once: the guard would then cut the time to tidy up short.
        handle().destroy();
        if (!waitUninterruptibly(GRACE)) kill();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is going down and runs the hook itself.
            return;
        }
    }

    /** The last {@code lines} lines the process wrote, for an error message. */
    public String logTail(int lines) {
        try {
            var all = Files.readAllLines(log);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    private boolean waitUninterruptibly(Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
