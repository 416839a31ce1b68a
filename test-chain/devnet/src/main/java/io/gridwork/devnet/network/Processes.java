package io.gridwork.devnet.network;

import io.gridwork.testchain.ChildProcess;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** The programs that run on a network, by name. */
public final class Processes implements AutoCloseable {

    private static final int LINES = 15;

    private final SequencedMap<String, ChildProcess> running = new LinkedHashMap<>();
    /** Those that may end by themselves. */
    private final Set<String> commands = new HashSet<>();

    /** Keeps an eye on a process from now on, in place of an earlier one of that name. */
    public synchronized void watch(String name, ChildProcess process) {
        running.put(name, process);
    }

    /** The same for a command, which may end with status 0. */
    public synchronized void watchCommand(String name, ChildProcess process) {
        commands.add(name);
        watch(name, process);
    }

    /** Keeps no eye on it any more. */
    public synchronized ChildProcess release(String name) {
        ChildProcess process = running.remove(name);
        if (process == null) throw new IllegalArgumentException("no process " + name);
        return process;
    }

    /** @throws DevnetException with the end of its log, if one has ended */
    @SuppressWarnings("MissingSummary")
    public synchronized void requireAlive() {
        running.forEach((name, process) -> {
            if (!process.isAlive() && !(commands.contains(name) && process.exitStatus() == 0))
                throw new DevnetException(name + " has ended with status " + process.exitStatus() + "; the end of "
                        + process.log() + ":\n" + process.logTail(LINES));
        });
    }

    /** Ends them all, the last one first. */
    @Override
    public synchronized void close() {
        // Told all at once, so that the slow ones do not add up.
        running.values().forEach(process -> process.handle().destroy());
        for (Map.Entry<String, ChildProcess> entry : running.reversed().entrySet())
            entry.getValue().close();
        running.clear();
    }
}
