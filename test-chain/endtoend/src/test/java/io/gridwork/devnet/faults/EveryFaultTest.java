package io.gridwork.devnet.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The whole table of docs/faults.md. Not under load: it takes an hour without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "gridwork.all", matches = "true", disabledReason = "it takes an hour; use --all")
final class EveryFaultTest {

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
        return play.tests(FaultTable.read().rows(), List.of(User.values()));
    }
}
