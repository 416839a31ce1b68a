package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** @see TransactionJournal#open */
final class SqliteTransactionJournal extends TransactionJournal {
    private static final String OWN = " where chain_id = ? and account = ? ";
    private static final String ACTIONS = "select * from tx_action" + OWN;

    private interface Work<T> {
        T run() throws SQLException;
    }

    private final Path file;
    private final Path locks;
    private final String account;
    private final Connection connection;
    private final JournalSql sql;
    private @Nullable AccountLock lock;

    private SqliteTransactionJournal(Path file, long chainId, Address account, Path locks, Connection connection) {
        super(chainId, account);
        this.file = file;
        this.locks = locks;
        this.account = account.hex();
        this.connection = connection;
        this.sql = new JournalSql(connection);
    }

    /** @param locks folder of the locks of all journals of this user */
    static SqliteTransactionJournal open(Path file, long chainId, Address account, Path locks) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(10_000);
        config.enforceForeignKeys(true);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            SqliteTransactionJournal journal = new SqliteTransactionJournal(file, chainId, account, locks, connection);
            journal.durably(() -> JournalSchema.create(connection));
            return journal;
        } catch (SQLException | IllegalStateException unusable) {
            throw new IOException("transaction journal " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    @Override
    String name() {
        return file.toString();
    }

    @Override
    synchronized void bind(@Nullable Hash32 genesis) {
        if (lock == null) lock = AccountLock.take(locks, chainId(), account(), genesis, file);
        if (genesis == null) return;
        durably(() -> {
            sql.update("insert or ignore into tx_account values (?, ?, ?)", chainId(), account, genesis.hex());
            String bound = sql.text("select genesis from tx_account" + OWN, chainId(), account);
            if (genesis.hex().equals(bound)) return genesis;
            throw new IllegalStateException("transaction journal " + file + " is of another chain with id " + chainId()
                    + ": that starts with block " + bound + ", the node's with " + genesis
                    + "; give this chain a journal of its own");
        });
    }

    @Override
    JournalEntry reserve(ActionKey key, Call call, long lowest, LongFunction<Attempt> sign) {
        return durably(() -> {
            long nonce = next(lowest);
            add(key, call, nonce, Status.PENDING, "");
            insert(key, sign.apply(nonce));
            return get(key);
        });
    }

    @Override
    JournalEntry fill(ActionKey key, Call call, Attempt filler, String reason) {
        return durably(() -> {
            add(key, call, filler.nonce(), Status.CANCELLING, reason);
            insert(key, filler);
            return get(key);
        });
    }

    private void add(ActionKey key, Call call, long nonce, Status status, String note) throws SQLException {
        Address to = call.to();
        sql.update(
                "insert into tx_action (chain_id, account, action_key, nonce, to_address, data, value, status, note)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                chainId(),
                account,
                key.text(),
                nonce,
                to == null ? null : to.hex(),
                call.data().toArray(),
                call.value().toString(),
                status.name(),
                note);
    }

    @Override
    JournalEntry moveNonce(ActionKey key, long lowest, LongFunction<Attempt> sign) {
        return durably(() -> {
            long nonce = next(lowest);
            change(key, "nonce = ?", nonce);
            insert(key, sign.apply(nonce));
            return get(key);
        });
    }

    private long next(long lowest) throws SQLException {
        String highest = sql.text("select max(nonce) from tx_action" + OWN, chainId(), account);
        return highest == null ? lowest : Math.max(lowest, Long.parseLong(highest) + 1);
    }

    @Override
    JournalEntry addAttempt(ActionKey key, Attempt attempt, @Nullable String reason) {
        return durably(() -> {
            if (reason != null) change(key, "status = ?, note = ?", Status.CANCELLING.name(), reason);
            insert(key, attempt);
            return get(key);
        });
    }

    private void insert(ActionKey key, Attempt attempt) throws SQLException {
        sql.update(
                "insert into tx_attempt select id, (select count(*) from tx_attempt where action_id = id),"
                        + " ?, ?, ?, ?, ?, ?, ? from tx_action where chain_id = ? and account = ? and action_key = ?",
                attempt.nonce(),
                attempt.filler() ? 1 : 0,
                attempt.transaction().hash().hex(),
                attempt.transaction().raw().toArray(),
                attempt.gasLimit(),
                attempt.maxFee().toString(),
                attempt.tip().toString(),
                chainId(),
                account,
                key.text());
    }

    @Override
    JournalEntry settle(ActionKey key, Status status, String note, @Nullable Inclusion inclusion) {
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

    @Override
    JournalEntry reopen(ActionKey key, Status status, String note) {
        return durably(() -> {
            change(key, "included_hash = null, included_block = null, included_block_hash = null, fee = null");
            change(key, "status = ?, note = ?", status.name(), note);
            return get(key);
        });
    }

    private void change(ActionKey key, String assignments, Object... values) throws SQLException {
        List<Object> all = new ArrayList<>(List.of(values));
        all.addAll(List.of(chainId(), account, key.text()));
        int rows = sql.update(
                "update tx_action set " + assignments + " where chain_id = ? and account = ? and action_key = ?",
                all.toArray());
        if (rows != 1) throw new IllegalStateException("the journal has no action " + key);
    }

    @Override
    Optional<JournalEntry> find(ActionKey key) {
        return reading(() -> sql.entries(ACTIONS + "and action_key = ?", chainId(), account, key.text()).stream()
                .findFirst());
    }

    private JournalEntry get(ActionKey key) throws SQLException {
        return sql.entries(ACTIONS + "and action_key = ?", chainId(), account, key.text())
                .getFirst();
    }

    @Override
    boolean holds(long nonce) {
        return reading(
                () -> sql.text("select 1 from tx_action" + OWN + "and nonce = ?", chainId(), account, nonce) != null);
    }

    @Override
    List<JournalEntry> unsettled() {
        return reading(() ->
                sql.entries(ACTIONS + "and status in ('PENDING', 'CANCELLING') order by nonce", chainId(), account));
    }

    @Override
    List<JournalEntry> settledBelow(long nonce, int limit) {
        return reading(() -> sql.entries(
                ACTIONS + "and status not in ('PENDING', 'CANCELLING') and nonce < ? order by nonce desc limit ?",
                chainId(),
                account,
                nonce,
                limit));
    }

    @Override
    List<JournalEntry> all() {
        return reading(() -> sql.entries(ACTIONS + "order by nonce", chainId(), account));
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
        try {
            connection.close();
        } catch (SQLException failure) {
            throw unusable(failure);
        } finally {
            if (lock != null) lock.close();
        }
    }
}
