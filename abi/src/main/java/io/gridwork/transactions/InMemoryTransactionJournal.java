package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A journal that ends with the process: for tests, and for programs that run once and can be run again. */
public final class InMemoryTransactionJournal implements TransactionJournal {
    private final long chainId;
    private final Address account;
    private final Map<ActionKey, JournalEntry> entries = new LinkedHashMap<>();
    private @Nullable Hash32 genesis;

    public InMemoryTransactionJournal(long chainId, Address account) {
        this.chainId = chainId;
        this.account = account;
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
    public synchronized void bind(Hash32 genesis) {
        if (this.genesis != null && !this.genesis.equals(genesis)) {
            throw new IllegalStateException(
                    "the journal is of a chain that starts with " + this.genesis + ", not " + genesis);
        }
        this.genesis = genesis;
    }

    @Override
    public synchronized JournalEntry reserve(ActionKey key, Call call, long lowest, LongFunction<Attempt> sign) {
        if (entries.containsKey(key)) throw new IllegalStateException("action " + key + " is in the journal already");
        long nonce = next(lowest);
        return put(new JournalEntry(key, nonce, call, Status.PENDING, "", null, List.of(sign.apply(nonce))));
    }

    @Override
    public synchronized JournalEntry moveNonce(ActionKey key, long lowest, LongFunction<Attempt> sign) {
        JournalEntry old = get(key);
        long nonce = next(lowest);
        List<Attempt> attempts = with(old, sign.apply(nonce));
        return put(new JournalEntry(key, nonce, old.call(), old.status(), old.note(), null, attempts));
    }

    private long next(long lowest) {
        return entries.values().stream().mapToLong(entry -> entry.nonce() + 1).reduce(lowest, Math::max);
    }

    @Override
    public synchronized JournalEntry addAttempt(ActionKey key, Attempt attempt, @Nullable String reason) {
        JournalEntry old = get(key);
        return put(new JournalEntry(
                key,
                old.nonce(),
                old.call(),
                reason == null ? old.status() : Status.CANCELLING,
                reason == null ? old.note() : reason,
                null,
                with(old, attempt)));
    }

    private static List<Attempt> with(JournalEntry entry, Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(entry.attempts());
        attempts.add(attempt);
        return attempts;
    }

    @Override
    public synchronized JournalEntry settle(ActionKey key, Status status, String note, @Nullable Inclusion inclusion) {
        JournalEntry old = get(key);
        return put(new JournalEntry(key, old.nonce(), old.call(), status, note, inclusion, old.attempts()));
    }

    private JournalEntry get(ActionKey key) {
        return find(key).orElseThrow(() -> new IllegalStateException("the journal has no action " + key));
    }

    private JournalEntry put(JournalEntry entry) {
        entries.put(entry.key(), entry);
        return entry;
    }

    @Override
    public synchronized Optional<JournalEntry> find(ActionKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized List<JournalEntry> open() {
        return all().stream()
                .filter(entry -> entry.status() == Status.PENDING || entry.status() == Status.CANCELLING)
                .toList();
    }

    @Override
    public synchronized List<JournalEntry> all() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(JournalEntry::nonce))
                .toList();
    }

    @Override
    public void close() {
        // Nothing to release: the memory is freed with the object.
    }
}
