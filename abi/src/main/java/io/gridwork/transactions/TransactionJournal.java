package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one account on one chain has set out to do. Every method is one durable step: when it returns, a crash does not
 * undo it; when it throws, nothing happened.
 */
public sealed interface TransactionJournal extends AutoCloseable
        permits InMemoryTransactionJournal, SqliteTransactionJournal {
    long chainId();

    Address account();

    /** Ties the journal to a chain by its first block's hash. @throws IllegalStateException when it is tied to another */
    void bind(Hash32 genesis);

    /**
     * Takes the next nonce, no lower than {@code lowest}, and stores the action with its first attempt, which
     * {@code sign} makes for that nonce.
     */
    JournalEntry reserve(ActionKey key, Call call, long lowest, LongFunction<Attempt> sign);

    /** Gives a pending action a new nonce, because another transaction has used up its own. */
    JournalEntry moveNonce(ActionKey key, long lowest, LongFunction<Attempt> sign);

    /** Stores one more attempt at the action's nonce. {@code reason}: null unless the action is to be cancelled by it. */
    JournalEntry addAttempt(ActionKey key, Attempt attempt, @Nullable String reason);

    /** Closes the action. {@code inclusion}: null when a foreign transaction used up the nonce of a cancelled action. */
    JournalEntry settle(ActionKey key, Status status, String note, @Nullable Inclusion inclusion);

    Optional<JournalEntry> find(ActionKey key);

    /** Actions that are not settled, by nonce. */
    List<JournalEntry> open();

    /** Everything, by nonce. */
    List<JournalEntry> all();

    @Override
    void close();
}
