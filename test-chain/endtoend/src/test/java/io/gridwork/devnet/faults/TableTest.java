package io.gridwork.devnet.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test that plays cells of the table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TableTest {

    @TempDir
    static Path folder;

    TablePlay play;

    @BeforeAll
    void start() {
        play = new TablePlay(folder);
    }

    @AfterAll
    void stop() {
        if (play != null) play.close();
    }
}
