package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one account on one chain has set out to do, in SQLite. Every method is one durable step: when it returns, a crash does
 * not undo it; when it throws, nothing happened. Only a {@link TransactionSender} looks inside.
 */
public final class TransactionJournal implements AutoCloseable {
    private static final String OWN = " where chain_id = ? and account = ? ";
    private static final String ACTIONS = "select * from tx_action" + OWN;

    private final @Nullable Path file;
    private final Path locks;
    private final long chainId;
    private final Address owner;
    private final String account;
    private final JournalSql sql;
    private @Nullable AccountLock lock;

    private TransactionJournal(@Nullable Path file, long chainId, Address account, Path locks) throws IOException {
        this.file = file;
        this.locks = locks;
        this.chainId = chainId;
        this.owner = account;
        this.account = account.hex();
        this.sql = JournalSql.open(file);
    }

    /**
     * A journal in a file, which is made if there is none.
     *
     * @throws IOException when the file cannot be opened or made, or a newer program wrote it
     */
    public static TransactionJournal open(Path file, long chainId, Address account) throws IOException {
        return open(file, chainId, account, AccountLock.place());
    }

    /** @param locks folder of the locks of all journals of this user */
    static TransactionJournal open(Path file, long chainId, Address account, Path locks) throws IOException {
        return new TransactionJournal(file, chainId, account, locks);
    }

    /** A journal that ends with the process: for tests, and for programs that run once and can be run again. It takes no lock. */
    public static TransactionJournal inMemory(long chainId, Address account) {
        try {
            return new TransactionJournal(null, chainId, account, Path.of(""));
        } catch (IOException noFile) {
            throw new UncheckedIOException(noFile);
        }
    }

    public long chainId() {
        return chainId;
    }

    public Address account() {
        return owner;
    }

    /** Where it is, for messages. */
    String name() {
        return sql.name();
    }

    /**
     * Ties the journal to a chain, and makes sure that no other process of this user sends for the account.
     *
     * @param genesis hash of the chain's first block; null when the node does not have that block
     * @throws IllegalStateException when the journal is tied to another chain, or another process sends for the account
     */
    synchronized void bind(@Nullable Hash32 genesis) {
        if (lock == null && file != null) lock = AccountLock.take(locks, chainId, owner, genesis, file);
        if (genesis == null) return;
        sql.durably(() -> {
            sql.update("insert or ignore into tx_account values (?, ?, ?)", chainId, account, genesis.hex());
            String bound = sql.text("select genesis from tx_account" + OWN, chainId, account);
            if (genesis.hex().equals(bound)) return genesis;
            throw new IllegalStateException("transaction journal " + name() + " is of another chain with id " + chainId
                    + ": that starts with block " + bound + ", the node's with " + genesis
                    + "; give this chain a journal of its own");
        });
    }

    /**
     * Takes the next nonce, no lower than {@code lowest}, and stores the action with its first attempt, which
     * {@code sign} makes for that nonce.
     */
    JournalEntry reserve(ActionKey key, Call call, long lowest, LongFunction<Attempt> sign) {
        return sql.durably(() -> {
            long nonce = next(lowest);
            add(key, call, nonce, Status.PENDING, "");
            insert(key, sign.apply(nonce));
            return get(key);
        });
    }

    /** Stores an action that only uses up a nonce which no other action has. */
    JournalEntry fill(ActionKey key, Call call, Attempt filler, String reason) {
        return sql.durably(() -> {
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
                chainId,
                account,
                key.text(),
                nonce,
                to == null ? null : to.hex(),
                call.data().toArray(),
                call.value().toString(),
                status.name(),
                note);
    }

    /** Gives a pending action a new nonce, because another transaction has used up its own. */
    JournalEntry moveNonce(ActionKey key, long lowest, LongFunction<Attempt> sign) {
        return sql.durably(() -> {
            long nonce = next(lowest);
            change(key, "nonce = ?", nonce);
            insert(key, sign.apply(nonce));
            return get(key);
        });
    }

    private long next(long lowest) throws SQLException {
        String highest = sql.text("select max(nonce) from tx_action" + OWN, chainId, account);
        return highest == null ? lowest : Math.max(lowest, Long.parseLong(highest) + 1);
    }

    /** Stores one more attempt at the action's nonce. {@code reason}: null unless the action is to be cancelled by it. */
    JournalEntry addAttempt(ActionKey key, Attempt attempt, @Nullable String reason) {
        return sql.durably(() -> {
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
                chainId,
                account,
                key.text());
    }

    /** Closes the action. {@code inclusion}: null when a foreign transaction used up the nonce of a cancelled action. */
    JournalEntry settle(ActionKey key, Status status, String note, @Nullable Inclusion inclusion) {
        return sql.durably(() -> {
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

    /** Takes a settled action up again, because the chain has lost its block. */
    JournalEntry reopen(ActionKey key, Status status, String note) {
        return sql.durably(() -> {
            change(key, "included_hash = null, included_block = null, included_block_hash = null, fee = null");
            change(key, "status = ?, note = ?", status.name(), note);
            return get(key);
        });
    }

    private void change(ActionKey key, String assignments, Object... values) throws SQLException {
        List<Object> all = new ArrayList<>(List.of(values));
        all.addAll(List.of(chainId, account, key.text()));
        int rows = sql.update(
                "update tx_action set " + assignments + " where chain_id = ? and account = ? and action_key = ?",
                all.toArray());
        if (rows != 1) throw new IllegalStateException("the journal has no action " + key);
    }

    Optional<JournalEntry> find(ActionKey key) {
        return sql.reading(() -> sql.entries(ACTIONS + "and action_key = ?", chainId, account, key.text()).stream()
                .findFirst());
    }

    private JournalEntry get(ActionKey key) throws SQLException {
        return sql.entries(ACTIONS + "and action_key = ?", chainId, account, key.text())
                .getFirst();
    }

    /** Whether an action has the nonce. */
    boolean holds(long nonce) {
        return sql.reading(
                () -> sql.text("select 1 from tx_action" + OWN + "and nonce = ?", chainId, account, nonce) != null);
    }

    /** Actions that are not settled, by nonce. */
    List<JournalEntry> unsettled() {
        return sql.reading(() ->
                sql.entries(ACTIONS + "and status in ('PENDING', 'CANCELLING') order by nonce", chainId, account));
    }

    /** The {@code limit} newest settled actions with a nonce below {@code nonce}, the highest nonce first. */
    List<JournalEntry> settledBelow(long nonce, int limit) {
        return sql.reading(() -> sql.entries(
                ACTIONS + "and status not in ('PENDING', 'CANCELLING') and nonce < ? order by nonce desc limit ?",
                chainId,
                account,
                nonce,
                limit));
    }

    /** Everything, by nonce. */
    List<JournalEntry> all() {
        return sql.reading(() -> sql.entries(ACTIONS + "order by nonce", chainId, account));
    }

    @Override
    public synchronized void close() {
        try {
            sql.close();
        } finally {
            if (lock != null) lock.close();
        }
    }
}
