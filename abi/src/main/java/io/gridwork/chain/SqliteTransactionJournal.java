package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.JournalEntry.Attempt;
import io.gridwork.chain.JournalEntry.Inclusion;
import io.gridwork.chain.JournalEntry.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** A journal in an SQLite file, which one process at a time may open for an account. */
public final class SqliteTransactionJournal implements TransactionJournal {
    private static final String ACTIONS = "select * from tx_action where chain_id = ? and account = ? ";

    private interface Work<T> {
        T run() throws SQLException;
    }

    private final Path file;
    private final long chainId;
    private final Address account;
    private final AccountLock lock;
    private final Connection connection;

    private SqliteTransactionJournal(
            Path file, long chainId, Address account, AccountLock lock, Connection connection) {
        this.file = file;
        this.chainId = chainId;
        this.account = account;
        this.lock = lock;
        this.connection = connection;
    }

    /**
     * Opens the journal, and makes the file if there is none.
     *
     * @throws IllegalStateException when another process has the account's journal open, or a newer program wrote it
     * @throws IOException when the file cannot be opened or made
     */
    public static SqliteTransactionJournal open(Path file, long chainId, Address account) throws IOException {
        AccountLock lock = AccountLock.take(file, chainId, account);
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            config.setBusyTimeout(10_000);
            config.enforceForeignKeys(true);
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            SqliteTransactionJournal journal = new SqliteTransactionJournal(file, chainId, account, lock, connection);
            journal.durably(() -> JournalSchema.create(connection));
            return journal;
        } catch (SQLException | IllegalStateException unusable) {
            lock.close();
            throw new IOException("transaction journal " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    @Override
    public long chainId() {
        return chainId;
    }

    @Override
    public Address account() {
        return account;
    }

    @Override
    public void bind(Hash32 genesis) {
        durably(() -> {
            update("insert or ignore into tx_account values (?, ?, ?)", chainId, account.hex(), genesis.hex());
            String bound =
                    text("select genesis from tx_account where chain_id = ? and account = ?", chainId, account.hex());
            if (genesis.hex().equals(bound)) return genesis;
            throw new IllegalStateException("transaction journal " + file + " is of another chain with id " + chainId
                    + ": that starts with block " + bound + ", the node's with " + genesis
                    + "; give this chain a journal of its own");
        });
    }

    @Override
    public JournalEntry reserve(ActionKey key, Call call, long lowest, LongFunction<Attempt> sign) {
        return durably(() -> {
            long nonce = next(lowest);
            Address to = call.to();
            update(
                    "insert into tx_action (chain_id, account, action_key, nonce, to_address, data, value, status, note)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, '')",
                    chainId,
                    account.hex(),
                    key.text(),
                    nonce,
                    to == null ? null : to.hex(),
                    call.data().toArray(),
                    call.value().toString(),
                    Status.PENDING.name());
            insert(key, sign.apply(nonce));
            return get(key);
        });
    }

    @Override
    public JournalEntry moveNonce(ActionKey key, long lowest, LongFunction<Attempt> sign) {
        return durably(() -> {
            long nonce = next(lowest);
            change(key, "nonce = ?", nonce);
            insert(key, sign.apply(nonce));
            return get(key);
        });
    }

    private long next(long lowest) throws SQLException {
        String highest =
                text("select max(nonce) from tx_action where chain_id = ? and account = ?", chainId, account.hex());
        return highest == null ? lowest : Math.max(lowest, Long.parseLong(highest) + 1);
    }

    @Override
    public JournalEntry addAttempt(ActionKey key, Attempt attempt, @Nullable String reason) {
        return durably(() -> {
            if (reason != null) change(key, "status = ?, note = ?", Status.CANCELLING.name(), reason);
            insert(key, attempt);
            return get(key);
        });
    }

    private void insert(ActionKey key, Attempt attempt) throws SQLException {
        update(
                "insert into tx_attempt select id, (select count(*) from tx_attempt where action_id = id),"
                        + " ?, ?, ?, ?, ?, ?, ? from tx_action where chain_id = ? and account = ? and action_key = ?",
                attempt.nonce(),
                attempt.filler() ? 1 : 0,
                attempt.transaction().hash().hex(),
                attempt.transaction().raw().toArray(),
                attempt.gasLimit(),
                attempt.maxFee().toString(),
                attempt.tip().toString(),
                chainId,
                account.hex(),
                key.text());
    }

    @Override
    public JournalEntry settle(ActionKey key, Status status, String note, @Nullable Inclusion inclusion) {
        return durably(() -> {
            change(key, "status = ?, note = ?", status.name(), note);
            if (inclusion != null) {
                change(
                        key,
                        "included_hash = ?, included_block = ?, included_block_hash = ?, fee = ?",
                        inclusion.txHash().hex(),
                        inclusion.block().number(),
                        inclusion.block().hash().hex(),
                        inclusion.fee().toString());
            }
            return get(key);
        });
    }

    private void change(ActionKey key, String assignments, Object... values) throws SQLException {
        List<Object> all = new ArrayList<>(List.of(values));
        all.addAll(List.of(chainId, account.hex(), key.text()));
        int rows = update(
                "update tx_action set " + assignments + " where chain_id = ? and account = ? and action_key = ?",
                all.toArray());
        if (rows != 1) throw new IllegalStateException("the journal has no action " + key);
    }

    @Override
    public Optional<JournalEntry> find(ActionKey key) {
        return reading(() -> entries(ACTIONS + "and action_key = ?", chainId, account.hex(), key.text()).stream()
                .findFirst());
    }

    private JournalEntry get(ActionKey key) throws SQLException {
        return entries(ACTIONS + "and action_key = ?", chainId, account.hex(), key.text())
                .getFirst();
    }

    @Override
    public List<JournalEntry> open() {
        return reading(() ->
                entries(ACTIONS + "and status in ('PENDING', 'CANCELLING') order by nonce", chainId, account.hex()));
    }

    @Override
    public List<JournalEntry> all() {
        return reading(() -> entries(ACTIONS + "order by nonce", chainId, account.hex()));
    }

    private List<JournalEntry> entries(String sql, Object... values) throws SQLException {
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

    private @Nullable String text(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
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
    private synchronized <T> T durably(Work<T> work) {
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

    private synchronized <T> T reading(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    private IllegalStateException unusable(SQLException failure) {
        return new IllegalStateException("transaction journal " + file + ": " + failure.getMessage(), failure);
    }

    @Override
    public synchronized void close() {
        try (lock) {
            connection.close();
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }
}
