package io.gridwork.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContractTest {
    @TempDir
    Path folder;

    private int opened;

    @Override
    Journal open() {
        return SqliteJournal.open(folder.resolve("journal-" + opened++ + ".db"));
    }

    /** A second connection beside the first one, which is never closed: as after a kill. */
    @Override
    Journal reopened(Journal journal) {
        return SqliteJournal.open(folder.resolve("journal-0.db"));
    }

    @Test
    void onlyItsOwnerCanReadTheSecret() throws Exception {
        Path file = folder.resolve("journal-0.db");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesAJournalOfAnotherVersion() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal-0.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 9");
        }
        assertThatThrownBy(() -> SqliteJournal.open(folder.resolve("journal-0.db")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void takesAJournalThatDidNotKnowWhoseItIs() throws Exception {
        Path file = folder.resolve("journal-0.db");
        Bytes secret = SqliteJournal.open(file).secret();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE worker DROP COLUMN owner");
            statement.execute("PRAGMA user_version = 3");
        }
        Journal journal = SqliteJournal.open(file);
        journal.bind("node 1");
        assertThat(journal.secret()).isEqualTo(secret);
        assertThatThrownBy(() -> journal.bind("node 2")).isInstanceOf(JournalException.class);
    }

    @Test
    void saysWhatToDoWhenTheFileIsNoJournal() throws Exception {
        Path file = folder.resolve("text.db");
        Files.writeString(file, "this is a text and no database, long enough to be read as a header of one");
        assertThatThrownBy(() -> SqliteJournal.open(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(file.toString());
    }
}
