package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.faults.Fault;
import io.gridwork.testchain.junit.UnderLoad;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Faults that stand for the others of their kind, at every command. {@link EveryFaultTest} has them all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
final class FaultTableTest {

    private static final List<String> KINDS = List.of(
            "internal-error,every=3",
            "http-503,times=3",
            "http-403",
            "connection-refused",
            "json-null,every=3",
            "lagging",
            "receipt-late",
            "truncated-body,every=3",
            "silent,times=1",
            "batches-refused",
            "transaction-taken-with-reset,every=2");

    /** A worker and a follower take seconds for each. */
    private static final List<String> KINDS_FOR_THE_SLOW = List.of("internal-error,every=3", "lagging");

    @TempDir
    static Path folder;

    private TablePlay play;

    @BeforeAll
    void start() {
        play = new TablePlay(folder);
    }

    @AfterAll
    void stop() {
        if (play != null) play.close();
    }

    @TestFactory
    Stream<DynamicTest> aCommandEndsAsTheTableSays() {
        var table = FaultTable.read();
        return Stream.concat(
                play.tests(KINDS.stream().map(table::row).toList(), List.of(User.INDEX, User.POST, User.APPLY)),
                play.tests(
                        KINDS_FOR_THE_SLOW.stream().map(table::row).toList(), List.of(User.FOLLOW, User.WORKER)));
    }

    @Test
    void theTableHasEveryFaultOfTheCatalogue() {
        assertThat(FaultTable.read().rows().stream()
                        .map(row -> row.parsed().fault().id())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Fault.all().stream().map(Fault::id).toList());
    }
}
