package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** @see TransactionJournal#inMemory */
final class InMemoryTransactionJournal extends TransactionJournal {
    private static final Comparator<JournalEntry> BY_NONCE = Comparator.comparingLong(JournalEntry::nonce);

    private final Map<ActionKey, JournalEntry> entries = new HashMap<>();
    private @Nullable Hash32 genesis;

    InMemoryTransactionJournal(long chainId, Address account) {
        super(chainId, account);
    }

    @Override
    String name() {
        return "in memory";
    }

    /** Takes no lock: nobody else can write this journal, and tests play several programs in one process. */
    @Override
    synchronized void bind(@Nullable Hash32 first) {
        if (first == null) return;
        if (genesis != null && !genesis.equals(first)) {
            throw new IllegalStateException("the journal is of a chain that starts with " + genesis + ", not " + first);
        }
        genesis = first;
    }

    @Override
    synchronized JournalEntry reserve(ActionKey key, Call call, long lowest, LongFunction<Attempt> sign) {
        requireNew(key);
        long nonce = next(lowest);
        return put(new JournalEntry(key, nonce, call, Status.PENDING, "", null, List.of(sign.apply(nonce))));
    }

    @Override
    synchronized JournalEntry fill(ActionKey key, Call call, Attempt filler, String reason) {
        requireNew(key);
        return put(new JournalEntry(key, filler.nonce(), call, Status.CANCELLING, reason, null, List.of(filler)));
    }

    private void requireNew(ActionKey key) {
        if (entries.containsKey(key)) throw new IllegalStateException("action " + key + " is in the journal already");
    }

    @Override
    synchronized JournalEntry moveNonce(ActionKey key, long lowest, LongFunction<Attempt> sign) {
        JournalEntry old = get(key);
        long nonce = next(lowest);
        List<Attempt> attempts = with(old, sign.apply(nonce));
        return put(new JournalEntry(key, nonce, old.call(), old.status(), old.note(), null, attempts));
    }

    private long next(long lowest) {
        return entries.values().stream().mapToLong(entry -> entry.nonce() + 1).reduce(lowest, Math::max);
    }

    @Override
    synchronized JournalEntry addAttempt(ActionKey key, Attempt attempt, @Nullable String reason) {
        JournalEntry old = get(key);
        Status status = reason == null ? old.status() : Status.CANCELLING;
        return put(new JournalEntry(
                key, old.nonce(), old.call(), status, reason == null ? old.note() : reason, null, with(old, attempt)));
    }

    private static List<Attempt> with(JournalEntry entry, Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(entry.attempts());
        attempts.add(attempt);
        return attempts;
    }

    @Override
    synchronized JournalEntry settle(ActionKey key, Status status, String note, @Nullable Inclusion inclusion) {
        JournalEntry old = get(key);
        return put(new JournalEntry(key, old.nonce(), old.call(), status, note, inclusion, old.attempts()));
    }

    @Override
    JournalEntry reopen(ActionKey key, Status status, String note) {
        return settle(key, status, note, null);
    }

    private JournalEntry get(ActionKey key) {
        return find(key).orElseThrow(() -> new IllegalStateException("the journal has no action " + key));
    }

    private JournalEntry put(JournalEntry entry) {
        entries.put(entry.key(), entry);
        return entry;
    }

    @Override
    synchronized Optional<JournalEntry> find(ActionKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    synchronized boolean holds(long nonce) {
        return entries.values().stream().anyMatch(entry -> entry.nonce() == nonce);
    }

    @Override
    synchronized List<JournalEntry> unsettled() {
        return sorted(BY_NONCE).filter(entry -> !entry.isSettled()).toList();
    }

    @Override
    synchronized List<JournalEntry> settledBelow(long nonce, int limit) {
        return sorted(BY_NONCE.reversed())
                .filter(entry -> entry.isSettled() && entry.nonce() < nonce)
                .limit(limit)
                .toList();
    }

    @Override
    synchronized List<JournalEntry> all() {
        return sorted(BY_NONCE).toList();
    }

    private Stream<JournalEntry> sorted(Comparator<JournalEntry> order) {
        return entries.values().stream().sorted(order);
    }

    @Override
    public void close() {
        // Nothing to release: the memory is freed with the object.
    }
}
