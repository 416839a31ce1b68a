package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** Statements of {@link TransactionJournal}, each group in one transaction, and rows as the values they stand for. */
final class JournalSql implements AutoCloseable {
    /** Statements that belong together. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private final String name;
    private final Connection connection;

    private JournalSql(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /** @param file null for a database in memory */
    static JournalSql open(@Nullable Path file) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(10_000);
        config.enforceForeignKeys(true);
        String name = file == null ? ":memory:" : file.toString();
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + name);
            JournalSql sql = new JournalSql(name, connection);
            sql.durably(() -> JournalSchema.create(connection));
            return sql;
        } catch (SQLException | IllegalStateException unusable) {
            throw new IOException("transaction journal " + name + ": " + unusable.getMessage(), unusable);
        }
    }

    String name() {
        return name;
    }

    List<JournalEntry> entries(String sql, Object... values) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) entries.add(entry(row));
        }
        return entries;
    }

    private JournalEntry entry(ResultSet row) throws SQLException {
        String to = row.getString("to_address");
        String included = row.getString("included_hash");
        Inclusion inclusion = included == null
                ? null
                : new Inclusion(
                        Hash32.parse(included),
                        new BlockRef(row.getLong("included_block"), Hash32.parse(row.getString("included_block_hash"))),
                        Uint256.parse(row.getString("fee")));
        return new JournalEntry(
                new ActionKey(row.getString("action_key")),
                row.getLong("nonce"),
                new Call(
                        to == null ? null : Address.parse(to),
                        Bytes.wrap(row.getBytes("data")),
                        Uint256.parse(row.getString("value"))),
                Status.valueOf(row.getString("status")),
                row.getString("note"),
                inclusion,
                attempts(row.getLong("id")));
    }

    private List<Attempt> attempts(long action) throws SQLException {
        List<Attempt> attempts = new ArrayList<>();
        try (PreparedStatement statement =
                        prepare("select * from tx_attempt where action_id = ? order by number", action);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                attempts.add(new Attempt(
                        row.getLong("nonce"),
                        row.getBoolean("filler"),
                        new SignedTransaction(Hash32.parse(row.getString("hash")), Bytes.wrap(row.getBytes("raw"))),
                        row.getLong("gas_limit"),
                        new BigInteger(row.getString("max_fee")),
                        new BigInteger(row.getString("tip"))));
            }
        }
        return attempts;
    }

    @Nullable String text(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** One transaction, which takes the write lock at its start and gives it back at its end, for others use the file. */
    synchronized <T> T durably(Work<T> work) {
        boolean done = false;
        try {
            connection.setAutoCommit(false);
            T result = work.run();
            connection.commit();
            done = true;
            return result;
        } catch (SQLException failure) {
            throw unusable(failure);
        } finally {
            end(done);
        }
    }

    private void end(boolean done) {
        try {
            if (!done) connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    synchronized <T> T reading(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    private IllegalStateException unusable(SQLException failure) {
        return new IllegalStateException("transaction journal " + name + ": " + failure.getMessage(), failure);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }
}
