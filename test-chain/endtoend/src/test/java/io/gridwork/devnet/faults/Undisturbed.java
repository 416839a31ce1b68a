package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What an index looks like that has met no fault. */
final class Undisturbed {

    private Undisturbed() {}

    /** The file of an index up to that block, made at the first call. */
    static Path index(FaultNetwork network, long block) {
        try {
            Path folder = Files.createDirectories(network.devnet().folder().state("undisturbed"));
            Path database = folder.resolve(block + ".db");
            if (!Files.exists(database)) write(network, block, database, folder);
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FaultNetwork network, long block, Path database, Path folder) {
        try (var command =
                IndexTask.command(network, network.rpc(), database, folder, List.of("--to-block=" + block))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !command.isRunning());
            assertThat(command.succeeded()).as(command.said()).isTrue();
        }
    }
}
