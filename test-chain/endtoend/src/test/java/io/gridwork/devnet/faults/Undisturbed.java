package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** What an index looks like that has met no fault. */
final class Undisturbed {

    private static final Map<Path, Path> WRITTEN = new ConcurrentHashMap<>();

    private Undisturbed() {}

    /** The file of an index up to that block, made at the first call. */
    static Path index(FaultNetwork network, long block) {
        try {
            Path folder = Files.createDirectories(network.devnet().folder().state("undisturbed-" + block));
            return WRITTEN.computeIfAbsent(folder.resolve("index.db"), database -> write(network, block, database));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(FaultNetwork network, long block, Path database) {
        try (var command = IndexTask.command(
                network, network.rpc(), database, database.resolveSibling(""), List.of("--to-block=" + block))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !command.isRunning());
            assertThat(command.succeeded()).as(command.said()).isTrue();
        }
        return database;
    }
}
