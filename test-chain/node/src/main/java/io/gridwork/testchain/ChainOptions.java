package io.gridwork.testchain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a node is started.
 *
 * @param dataFolder where it keeps its data, log and pid file; empty: a temporary folder, deleted when the node stops
 * @param blockTime time between blocks; anvil gives each transaction a block at once besides. Empty: the engine's own
 *     (anvil: a block per transaction and no other; Besu: one second)
 * @param port for HTTP JSON-RPC on loopback; 0: any free one
 * @param detached whether the node outlives this JVM and is stopped by {@link DataFolder#stop}
 * @param startLimit how long the node may take until it answers
 * @param kept whether the chain that an earlier node left in the data folder goes on, and this one is left there
 */
public record ChainOptions(
        Optional<Path> dataFolder,
        Optional<Duration> blockTime,
        int port,
        boolean detached,
        Duration startLimit,
        boolean kept) {

    /** How long a node may take to start unless told otherwise. */
    public static final Duration START_LIMIT = Duration.ofSeconds(90);

    public static final String START_LIMIT_PROPERTY = "gridwork.startTimeout";
    public static final String START_LIMIT_VARIABLE = "GRIDWORK_START_TIMEOUT";
    private static final Duration LONGEST_START = Duration.ofDays(1);

    public static ChainOptions defaults() {
        return new ChainOptions(Optional.empty(), Optional.empty(), 0, false, START_LIMIT, false);
    }

    /**
     * With the start limit that the system property {@value START_LIMIT_PROPERTY} or the environment variable {@value START_LIMIT_VARIABLE}
     * says, in seconds; with {@link #START_LIMIT} if neither is set.
     *
     * @throws NodeException if it is no number of seconds between 1 and a day
     */
    public static ChainOptions defaults(Surroundings here) {
        return here.setting(START_LIMIT_PROPERTY, START_LIMIT_VARIABLE)
                .map(text -> defaults().withStartLimit(startLimit(text.strip())))
                .orElseGet(ChainOptions::defaults);
    }

    private static Duration startLimit(String text) {
        if (text.matches("\\d{1,9}")) {
            var limit = Duration.ofSeconds(Long.parseLong(text));
            if (limit.isPositive() && limit.compareTo(LONGEST_START) <= 0) return limit;
        }
        throw new NodeException("the start limit is \"" + text + "\" (" + START_LIMIT_PROPERTY + " or "
                + START_LIMIT_VARIABLE + "); give seconds, 1 to " + LONGEST_START.toSeconds() + ", such as 300");
    }

    public ChainOptions withDataFolder(Path folder) {
        return new ChainOptions(Optional.of(folder), blockTime, port, detached, startLimit, kept);
    }

    public ChainOptions withBlockTime(Duration time) {
        return new ChainOptions(dataFolder, Optional.of(time), port, detached, startLimit, kept);
    }

    public ChainOptions withPort(int number) {
        return new ChainOptions(dataFolder, blockTime, number, detached, startLimit, kept);
    }

    public ChainOptions withDetached(boolean outlivesThisJvm) {
        return new ChainOptions(dataFolder, blockTime, port, outlivesThisJvm, startLimit, kept);
    }

    public ChainOptions withStartLimit(Duration limit) {
        return new ChainOptions(dataFolder, blockTime, port, detached, limit, kept);
    }

    public ChainOptions withKept(boolean chainGoesOn) {
        return new ChainOptions(dataFolder, blockTime, port, detached, startLimit, chainGoesOn);
    }
}
