package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one account on one chain has set out to do. Every method is one durable step: when it returns, a crash does not
 * undo it; when it throws, nothing happened. Only a {@link TransactionSender} looks inside.
 */
public abstract sealed class TransactionJournal implements AutoCloseable
        permits InMemoryTransactionJournal, SqliteTransactionJournal {
    private final long chainId;
    private final Address account;

    TransactionJournal(long chainId, Address account) {
        this.chainId = chainId;
        this.account = account;
    }

    /**
     * A journal in an SQLite file, which is made if there is none.
     *
     * @throws IOException when the file cannot be opened or made, or a newer program wrote it
     */
    public static TransactionJournal open(Path file, long chainId, Address account) throws IOException {
        return SqliteTransactionJournal.open(file, chainId, account, AccountLock.place());
    }

    /** A journal that ends with the process: for tests, and for programs that run once and can be run again. */
    public static TransactionJournal inMemory(long chainId, Address account) {
        return new InMemoryTransactionJournal(chainId, account);
    }

    public final long chainId() {
        return chainId;
    }

    public final Address account() {
        return account;
    }

    /** Where it is, for messages. */
    abstract String name();

    /**
     * Ties the journal to a chain, and makes sure that no other process of this user sends for the account.
     *
     * @param genesis hash of the chain's first block; null when the node does not have that block
     * @throws IllegalStateException when the journal is tied to another chain, or another process sends for the account
     */
    abstract void bind(@Nullable Hash32 genesis);

    /**
     * Takes the next nonce, no lower than {@code lowest}, and stores the action with its first attempt, which
     * {@code sign} makes for that nonce.
     */
    abstract JournalEntry reserve(ActionKey key, Call call, long lowest, LongFunction<Attempt> sign);

    /** Stores an action that only uses up a nonce which no other action has. */
    abstract JournalEntry fill(ActionKey key, Call call, Attempt filler, String reason);

    /** Gives a pending action a new nonce, because another transaction has used up its own. */
    abstract JournalEntry moveNonce(ActionKey key, long lowest, LongFunction<Attempt> sign);

    /** Stores one more attempt at the action's nonce. {@code reason}: null unless the action is to be cancelled by it. */
    abstract JournalEntry addAttempt(ActionKey key, Attempt attempt, @Nullable String reason);

    /** Closes the action. {@code inclusion}: null when a foreign transaction used up the nonce of a cancelled action. */
    abstract JournalEntry settle(ActionKey key, Status status, String note, @Nullable Inclusion inclusion);

    /** Takes a settled action up again, because the chain has lost its block. */
    abstract JournalEntry reopen(ActionKey key, Status status, String note);

    abstract Optional<JournalEntry> find(ActionKey key);

    /** Whether an action has the nonce. */
    abstract boolean holds(long nonce);

    /** Actions that are not settled, by nonce. */
    abstract List<JournalEntry> unsettled();

    /** The {@code limit} newest settled actions with a nonce below {@code nonce}, the highest nonce first. */
    abstract List<JournalEntry> settledBelow(long nonce, int limit);

    /** Everything, by nonce. */
    abstract List<JournalEntry> all();

    @Override
    public abstract void close();
}
