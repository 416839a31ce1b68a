package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Plays cells of the table, and compares how they end with what the table says. */
final class TablePlay implements AutoCloseable {

    /** A command that has not ended then, and is not expected to wait, has more than enough time. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Long enough for a command to say what it waits for: that is promised within ten seconds. */
    private static final Duration WAIT = Duration.ofSeconds(15);

    private final FaultNetwork network;
    private final Path folder;

    TablePlay(Path folder) {
        this.folder = folder;
        this.network = FaultNetwork.start(folder.resolve("network"));
    }

    Stream<DynamicTest> tests(List<FaultTable.Row> rows, List<User> users) {
        return rows.stream()
                .flatMap(row -> users.stream()
                        .map(user -> DynamicTest.dynamicTest(
                                user.title() + " × " + row.plan(), () -> requireAsTheTableSays(row, user))));
    }

    private void requireAsTheTableSays(FaultTable.Row row, User user) throws IOException {
        Ending expected = row.cells().get(user);
        Path place = Files.createDirectories(folder.resolve(network.name(user.name())));
        Cell.Result result =
                new Cell(row.parsed(), user).play(network, place, expected == Ending.WAITS ? WAIT : LIMIT);
        assertThat(result.ending()).as(result.said()).isEqualTo(expected);
    }

    @Override
    public void close() {
        network.close();
    }
}
