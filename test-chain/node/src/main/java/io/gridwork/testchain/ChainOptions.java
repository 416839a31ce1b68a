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

    public static ChainOptions defaults() {
        return new ChainOptions(Optional.empty(), Optional.empty(), 0, false, Duration.ofSeconds(90), false);
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
