package io.gridwork.testchain;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a data folder says about the node that runs in it: {@code node.properties}.
 *
 * <p>A process is known by pid and start time together, because pids are used again: a process with the right pid and
 * another start time is a stranger and is never signalled.
 *
 * @param engine name of the engine
 * @param node the node's process
 * @param owner the JVM that started it, or the node itself where it was started to stay
 * @param rpcUrl where it answers
 */
public record PidFile(String engine, Id node, Id owner, URI rpcUrl) {

    static final String NAME = "node.properties";

    // Start times are computed from the boot time, which a clock correction between two JVMs can move.
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    /** A process: its pid and when it started. */
    public record Id(long pid, Instant started) {

        public static Id of(ProcessHandle handle) {
            return new Id(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
        }

        /** The process, if this very one still runs. */
        public Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(h -> h.info()
                            .startInstant()
                            .map(s -> Duration.between(s, started).abs().compareTo(CLOCK_SLACK) <= 0)
                            .orElse(false));
        }
    }

    /**
     * Reads the file of a data folder.
     *
     * @return empty if there is none
     * @throws NodeException if it is there and is not one of ours
     */
    public static Optional<PidFile> read(Path dataFolder) {
        Path file = dataFolder.resolve(NAME);
        if (!Files.exists(file)) return Optional.empty();
        var p = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            p.load(in);
            return Optional.of(new PidFile(
                    p.getProperty("engine"), id(p, "node"), id(p, "owner"), URI.create(p.getProperty("rpcUrl"))));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw new NodeException(file + " does not describe a node (" + e + "); delete the folder to start anew", e);
        }
    }

    void write(Path dataFolder) {
        var p = new Properties();
        p.setProperty("engine", engine);
        p.setProperty("node.pid", Long.toString(node.pid));
        p.setProperty("node.started", node.started.toString());
        p.setProperty("owner.pid", Long.toString(owner.pid));
        p.setProperty("owner.started", owner.started.toString());
        p.setProperty("rpcUrl", rpcUrl.toString());
        var text = new StringWriter();
        try {
            p.store(text, "The node of this folder. Written by Gridwork.");
            Path draft = Files.writeString(dataFolder.resolve(NAME + ".new"), text.toString());
            Files.move(draft, dataFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new NodeException("cannot write " + dataFolder.resolve(NAME) + ": " + e.getMessage(), e);
        }
    }

    public boolean nodeRuns() {
        return node.alive().isPresent();
    }

    /** Whether the JVM that is to stop the node is gone, so that somebody else has to. */
    boolean abandoned() {
        return owner.alive().isEmpty();
    }

    /** Ends the node if it is the very process this file names, and waits until it is gone. */
    public void stopNode() {
        node.alive().ifPresent(handle -> {
            handle.destroy();
            if (!endsWithin(handle, 10)) handle.destroyForcibly();
        });
    }

    private static boolean endsWithin(ProcessHandle handle, int seconds) {
        try {
            handle.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !handle.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Id id(Properties p, String who) {
        return new Id(Long.parseLong(p.getProperty(who + ".pid")), Instant.parse(p.getProperty(who + ".started")));
    }
}
