package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest extends TransactionJournalContract {
    @TempDir
    Path folder;

    @Override
    TransactionJournal open() throws IOException {
        return TransactionJournal.open(folder.resolve("journal.db"), 1337, ACCOUNT, folder.resolve("locks"));
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

    /** As the first version wrote it. Whatever changes here must read such a file, and this test must stay as it is. */
    @Test
    void aFileOfTheFirstVersionIsReadAndGoneOnWith() throws IOException, SQLException {
        Path file = folder.resolve("first-version.db");
        String account = ACCOUNT.hex();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            sql.executeUpdate("create table tx_schema (version integer not null) strict");
            sql.executeUpdate("insert into tx_schema values (1)");
            sql.executeUpdate("create table tx_account (chain_id integer not null, account text not null,"
                    + " genesis text not null, primary key (chain_id, account)) strict");
            sql.executeUpdate("insert into tx_account values (1337, '" + account + "', '"
                    + Keccak256.hash("genesis").hex() + "')");
            sql.executeUpdate(
                    "create table tx_action (id integer primary key, chain_id integer not null, account text not"
                            + " null, action_key text not null, nonce integer not null, to_address text, data blob not null,"
                            + " value text not null, status text not null, note text not null, included_hash text,"
                            + " included_block integer, included_block_hash text, fee text,"
                            + " unique (chain_id, account, action_key), unique (chain_id, account, nonce)) strict");
            sql.executeUpdate("insert into tx_action values (1, 1337, '" + account + "', 'old', 4, null, x'01', '0',"
                    + " 'SUCCEEDED', '', '" + Keccak256.hash("tx").hex() + "', 9, '"
                    + Keccak256.hash("block").hex() + "', '7')");
            sql.executeUpdate(
                    "create table tx_attempt (action_id integer not null references tx_action (id), number integer"
                            + " not null, nonce integer not null, filler integer not null, hash text not null, raw blob not"
                            + " null, gas_limit integer not null, max_fee text not null, tip text not null,"
                            + " primary key (action_id, number)) strict");
            sql.executeUpdate("insert into tx_attempt values (1, 0, 4, 0, '"
                    + Keccak256.hash("tx").hex() + "', x'02', 21000, '5', '1')");
        }
        try (TransactionJournal old = TransactionJournal.open(file, 1337, ACCOUNT, folder.resolve("other-locks"))) {
            old.bind(Keccak256.hash("genesis"));
            assertThat(old.find(new ActionKey("old")).orElseThrow().state(""))
                    .isEqualTo(new TransactionState.Done(
                            new ActionKey("old"),
                            4,
                            true,
                            Keccak256.hash("tx"),
                            new BlockRef(9, Keccak256.hash("block")),
                            Uint256.of(7),
                            ""));
            assertThat(old.reopen(new ActionKey("old"), JournalEntry.Status.PENDING, "lost")
                            .inclusion())
                    .isNull();
            assertThat(old.reserve(KEY, CALL, 0, TransactionJournalContract::signed)
                            .nonce())
                    .isEqualTo(5);
        }
    }
}
