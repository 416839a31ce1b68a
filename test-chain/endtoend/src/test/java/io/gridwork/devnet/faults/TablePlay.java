package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.faults.Fault;
import io.gridwork.testchain.faults.NodeFault;
import io.gridwork.testchain.faults.Rhythm;
import io.gridwork.testchain.faults.ViewFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Plays cells of the table, and compares how they end with what the table says. Several at a time, because most of their time is waiting.
 * A fault that changes the chain has a chain for itself. So has one that depends on the age of blocks: other cells would make blocks faster.
 */
final class TablePlay implements AutoCloseable {

    /** A command that has not ended then, and is not expected to wait, has more than enough time. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Long enough for a command to say what it waits for: that is promised within ten seconds. */
    private static final Duration WAIT = Duration.ofSeconds(15);

    /** Where nobody knows yet whether a command waits: one that stops does so after half a minute. */
    private static final Duration UNKNOWN = Duration.ofSeconds(50);

    private static final int AT_A_TIME = Integer.getInteger("gridwork.faults.at-a-time", 4);

    private final Path folder;
    private final Map<String, FaultNetwork> networks = new ConcurrentHashMap<>();
    private final ExecutorService several = Executors.newFixedThreadPool(AT_A_TIME);
    private final ExecutorService alone = Executors.newSingleThreadExecutor();

    TablePlay(Path folder) {
        this.folder = folder;
    }

    /** A place in the table. */
    record Place(FaultTable.Row row, User user) {
        Ending expected() {
            return row.ending(user);
        }

        @Override
        public String toString() {
            return user.title() + " × " + row.plan();
        }
    }

    /** A test for each cell that has been tried before. */
    Stream<DynamicTest> tests(List<FaultTable.Row> rows, List<User> users) {
        return places(rows, users)
                .filter(place -> place.expected() != Ending.NOT_TRIED)
                .map(place -> test(place, start(place, () -> {
                    var result = play(place, place.expected() == Ending.WAITS ? WAIT : LIMIT);
                    assertThat(result.ending()).as(result.said()).isEqualTo(place.expected());
                    return result;
                })))
                .toList()
                .stream();
    }

    /** A test for each cell, which tells the report how it ends. It fails only where no word of the table fits. */
    Stream<DynamicTest> tests(List<FaultTable.Row> rows, List<User> users, TableReport report) {
        return places(rows, users)
                .map(place -> test(place, start(place, () -> {
                    boolean lasts = place.row().parsed().rhythm() instanceof Rhythm.Always;
                    return report.noted(place, () -> play(place, lasts ? UNKNOWN : LIMIT));
                })))
                .toList()
                .stream();
    }

    private static Stream<Place> places(List<FaultTable.Row> rows, List<User> users) {
        return rows.stream().flatMap(row -> users.stream().map(user -> new Place(row, user)));
    }

    private Future<Cell.Result> start(Place place, Play play) {
        return (isAlone(place.row().parsed().fault()) ? alone : several).submit(play::result);
    }

    /** How a cell is played. */
    @FunctionalInterface
    interface Play {
        Cell.Result result() throws IOException;
    }

    private static DynamicTest test(Place place, Future<Cell.Result> playing) {
        return DynamicTest.dynamicTest(place.toString(), () -> {
            try {
                playing.get();
            } catch (ExecutionException failed) {
                throw failed.getCause();
            }
        });
    }

    private Cell.Result play(Place place, Duration unhealed) throws IOException {
        var plan = place.row().parsed();
        FaultNetwork network = network(plan.fault());
        Path files = Files.createDirectories(
                folder.resolve(place.user().name() + "-" + place.row().plan()));
        return new Cell(plan, place.user()).play(network, files, unhealed);
    }

    private static boolean isAlone(Fault fault) {
        return fault instanceof NodeFault || fault instanceof ViewFault;
    }

    /** The same for faults that may share one. */
    private FaultNetwork network(Fault fault) {
        String name = fault == NodeFault.POOL_LOST || fault == NodeFault.MINES_ON_DEMAND
                ? "slow"
                : isAlone(fault) ? "alone" : "shared";
        return networks.computeIfAbsent(name, each -> FaultNetwork.start(folder.resolve(each)));
    }

    @Override
    public void close() {
        several.shutdownNow();
        alone.shutdownNow();
        networks.values().forEach(FaultNetwork::close);
    }
}
