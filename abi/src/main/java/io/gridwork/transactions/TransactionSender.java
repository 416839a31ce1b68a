package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.ChainLog;
import io.gridwork.rpc.Timer;
import io.gridwork.transactions.JournalEntry.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gets each action onto the chain exactly once, whatever crashes in between: the signed transaction is stored together
 * with its nonce before the node sees it, and every later attempt has the same nonce. What the chain loses again is sent
 * again. The caller owns the thread: nothing moves but in {@link #submit}, {@link #tick} and {@link #await}. Safe to share
 * between threads.
 */
public final class TransactionSender {
    /** Durable points at which tests pull the plug. */
    enum Step {
        RESERVED,
        SENT,
        ATTEMPT_STORED,
        SETTLED,
        REOPENED
    }

    /** After that {@link #await} says what it waits for, and then each time it has waited twice as long. */
    private static final Duration FIRST_REPORT = Duration.ofSeconds(8);

    private final ChainClient client;
    private final TransactionJournal journal;
    private final SenderOptions options;
    private final LongSupplier nanoTime;
    private final Consumer<Step> passed;
    private final FreshReads reads;
    private final Preflight preflight;
    private final Attempts attempts;
    private final Outbox outbox;
    private final Courier courier;
    private final LostBlocks lostBlocks;
    private final GapFiller gaps;
    private final Waiting waiting;
    private final List<ActionKey> openAtStart;

    /**
     * A sender for the journal's account.
     *
     * @param errors of the contracts that will be called, for readable rejections
     * @throws ChainException.Fatal when client, signer and journal are not of one chain and account
     * @throws IllegalStateException when the journal is of another chain with the same id, or another process of this user
     *     sends for the account and does not end within ten seconds
     */
    public TransactionSender(
            ChainClient client, Signer signer, TransactionJournal journal, ErrorDecoder errors, SenderOptions options) {
        this(client, signer, journal, errors, options, System::nanoTime, step -> {});
    }

    TransactionSender(
            ChainClient client,
            Signer signer,
            TransactionJournal journal,
            ErrorDecoder errors,
            SenderOptions options,
            LongSupplier nanoTime,
            Consumer<Step> passed) {
        this.client = client.requireChainId(journal.chainId());
        this.journal = journal;
        this.options = options;
        this.nanoTime = nanoTime;
        this.passed = passed;
        Address account = signer.address();
        if (!account.equals(journal.account())) {
            throw new ChainException.Fatal("the journal is of " + journal.account() + ", the key of " + account, null);
        }
        FeePolicy fees = new FeePolicy(options.lowestTip(), options.highestFee());
        this.reads = new FreshReads(client);
        this.preflight = new Preflight(client, account, errors, options.gasHeadroomPercent(), reads);
        this.attempts = new Attempts(client, signer, journal.chainId(), fees, preflight);
        this.outbox = new Outbox(client);
        this.courier = new Courier(client, journal, options, preflight, attempts, outbox, reads, passed);
        this.lostBlocks = new LostBlocks(client, journal);
        this.gaps = new GapFiller(client, account, journal, attempts);
        this.waiting = new Waiting(client.name(), outbox, gaps);
        // Read before the account's lock is waited for, during which another process may settle them.
        this.openAtStart = journal.unsettled().stream()
                .filter(JournalEntry::isWanted)
                .map(JournalEntry::key)
                .toList();
        journal.bind(client.genesis().orElse(null));
    }

    public Address account() {
        return journal.account();
    }

    /** Reads that see everything this sender has settled, also where an endpoint lags by some blocks. */
    public FreshReads reads() {
        return reads;
    }

    /**
     * Signs, stores and sends the action, unless its key is in the journal already: then nothing new happens.
     *
     * @return where it stands, most often {@link TransactionState.Pending}
     * @throws ChainException.Rejected when it would revert, needs more gas than a block has, or the account cannot pay for
     *     it; nothing is stored then, and no nonce used
     * @throws IllegalArgumentException when the key stands for another call
     */
    public TransactionState submit(ActionKey key, Call call) {
        return submit(key, call, 0);
    }

    /**
     * The same for a call that may have more to do in its block than in the newest one.
     *
     * @param spareGas added to the gas limit; what is not used costs nothing
     */
    public synchronized TransactionState submit(ActionKey key, Call call, long spareGas) {
        Optional<JournalEntry> known = journal.find(key);
        if (known.isPresent()) {
            TransactionState state = state(known.get());
            if (known.get().call().equals(call)) return state;
            throw new IllegalArgumentException("action " + key + " is in the journal with another call, to "
                    + known.get().call().to() + " with nonce " + state.nonce() + "; give this one another name");
        }
        Sight sight = look();
        Attempts.Terms terms = attempts.first(key, call, spareGas, sight)
                .orElseThrow(() -> new ChainException.Retryable(attempts.tooDear(), null));
        JournalEntry entry =
                journal.reserve(key, call, courier.lowestNonce(sight), nonce -> attempts.sign(nonce, terms));
        passed.accept(Step.RESERVED);
        return state(courier.send(entry, sight));
    }

    /** What the contracts say in a rejection, else what the node says. */
    public String reason(ChainException.Rejected rejected) {
        return preflight.reason(rejected);
    }

    /** Where the action stands as far as the journal knows; empty when it has no such key. */
    public synchronized Optional<TransactionState> state(ActionKey key) {
        return journal.find(key).map(this::state);
    }

    /** The actions that were open when this sender was made and are not given up: earlier programs began them. */
    public List<ActionKey> openAtStart() {
        return openAtStart;
    }

    /** Every action of the account, by nonce. */
    public synchronized List<TransactionState> states() {
        return journal.all().stream().map(this::state).toList();
    }

    /** Moves every open action on by what the chain says now, and tells where each stands. Call it about once a block. */
    public synchronized List<TransactionState> tick() {
        Sight sight = look();
        List<JournalEntry> open = journal.unsettled();
        List<TransactionState> states = new ArrayList<>();
        gaps.fill(sight, open).ifPresent(filler -> states.add(state(courier.send(filler, sight))));
        for (JournalEntry entry : open) {
            states.add(state(courier.advance(entry, sight)));
        }
        return states;
    }

    /** The chain now. What it has lost since the last look is taken up again. */
    private Sight look() {
        BlockHeader head = client.header(BlockTag.LATEST)
                .orElseThrow(() -> new ChainException.Retryable(client.name() + " has no newest block", null));
        Sight sight = new Sight(head, client.nonce(account(), BlockTag.LATEST), nanoTime.getAsLong());
        for (JournalEntry lost : lostBlocks.find(sight)) {
            reads.shortenedTo(head.number());
            outbox.forget(lost.key());
            journal.reopen(lost.key(), reopened(lost), lostNote(lost));
            passed.accept(Step.REOPENED);
        }
        waiting.saw(sight);
        return sight;
    }

    /** Who was told that an action failed may have tried again by another: it must not happen after all. */
    private static Status reopened(JournalEntry lost) {
        return lost.status() == Status.SUCCEEDED ? Status.PENDING : Status.CANCELLING;
    }

    private static String lostNote(JournalEntry lost) {
        if (lost.inclusion() == null) return lost.note();
        String block = "the chain has lost block " + lost.inclusion().block().number() + ", which it was in";
        return lost.note().isEmpty() ? block : lost.note() + "; " + block;
    }

    /**
     * Ticks until the action is settled.
     *
     * @return where it stands then, or when the time is up
     * @throws ChainException.Retryable when the time is up and the node did not answer at last
     */
    public TransactionState await(ActionKey key, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long start = nanoTime.getAsLong();
        Duration report = FIRST_REPORT;
        while (true) {
            boolean last = System.nanoTime() >= deadline;
            try {
                TransactionState state = looked(key);
                if (last || (state.isSettled() && !isDoubtful(key))) return state;
            } catch (ChainException.Retryable later) {
                TransactionState state = state(entry(key));
                if (state.isSettled()) return state;
                if (last) throw later;
            }
            Duration waited = Duration.ofNanos(nanoTime.getAsLong() - start);
            if (waited.compareTo(report) >= 0) {
                state(key).ifPresent(state -> ChainLog.log().warn("{}", waiting(state, waited)));
                report = report.multipliedBy(2);
            }
            Timer.pause(options.pollInterval());
        }
    }

    private String waiting(TransactionState state, Duration waited) {
        String what = switch (state) {
            case TransactionState.Pending pending -> pending.trouble();
            case TransactionState.Mined mined ->
                "it is in block " + mined.receipt().block().number() + ", and has " + mined.confirmations() + " of "
                        + options.confirmations() + " confirmations";
            case TransactionState.Done _, TransactionState.Cancelled _ ->
                "the node must say that its block is still on the chain";
        };
        return "waiting " + waited.toSeconds() + " s for action " + state.key() + " at " + client.name() + ": " + what;
    }

    /** A settled action needs no tick of its own, but a look at the chain now and then: it may have lost the block. */
    private synchronized TransactionState looked(ActionKey key) {
        boolean recent = waiting.sinceLook(nanoTime.getAsLong()).compareTo(options.pollInterval()) < 0;
        if (!recent || isDoubtful(key) || !entry(key).isSettled()) tick();
        return state(entry(key));
    }

    private synchronized boolean isDoubtful(ActionKey key) {
        return lostBlocks.isDoubtful(key);
    }

    /** Gives up an action that is in no block yet: its nonce goes to an empty transfer, unless the action is faster. */
    public synchronized TransactionState cancel(ActionKey key, String reason) {
        JournalEntry entry = entry(key);
        return state(entry.isWanted() ? courier.fillNonce(entry, reason, look()) : entry);
    }

    /** Raises the fees of a pending action now, rather than after {@link SenderOptions#replaceAfterBlocks}. */
    public synchronized TransactionState raiseFees(ActionKey key) {
        JournalEntry entry = entry(key);
        return state(entry.isSettled() ? entry : courier.replace(entry, look()));
    }

    private JournalEntry entry(ActionKey key) {
        return journal.find(key)
                .orElseThrow(() -> new IllegalArgumentException("action " + key + " was never submitted"));
    }

    private TransactionState state(JournalEntry entry) {
        return outbox.mined(entry.key()).orElseGet(() -> entry.state(waiting.reason(entry)));
    }
}
