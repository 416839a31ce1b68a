package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gridwork.abi.Keccak256;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTransactionJournalTest extends TransactionJournalContract {
    @TempDir
    Path folder;

    @Override
    TransactionJournal open() throws IOException {
        return SqliteTransactionJournal.open(folder.resolve("journal.db"), 1337, ACCOUNT, folder.resolve("locks"));
    }

    @Test
    void everythingIsThereAfterOpeningItAgain() throws IOException {
        JournalEntry entry = journal.reserve(KEY, CALL, 4, TransactionJournalContract::signed);
        journal.bind(Keccak256.hash("genesis"));
        journal.close();
        journal = open();
        assertThat(journal.all()).containsExactly(entry);
        assertThatIllegalStateException()
                .isThrownBy(() -> journal.bind(Keccak256.hash("another")))
                .withMessageContaining("journal.db");
    }

    @Test
    void whatIsNoDatabaseIsNamed() throws IOException {
        Path file = folder.resolve("notes.txt");
        java.nio.file.Files.writeString(file, "not a database, but long enough to look like one".repeat(50));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TransactionJournal.open(file, 1, ACCOUNT))
                .withMessageContaining("notes.txt");
    }
}
