package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import io.gridwork.chain.Fees;
import io.gridwork.chain.Receipt;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gets each action onto the chain exactly once, whatever crashes in between: the signed transaction is stored together
 * with its nonce before the node sees it, and every later attempt has the same nonce. The caller owns the thread:
 * nothing moves but in {@link #submit}, {@link #tick} and {@link #await}. Safe to share between threads.
 */
public final class TransactionSender {
    /** Durable points at which tests pull the plug. */
    enum Step {
        RESERVED,
        SENT,
        ATTEMPT_STORED,
        SETTLED
    }

    /** A nonce is taken for used by another program's transaction only that deep: a receipt may come late. */
    private static final int FOREIGN_DEPTH = 3;

    private final ChainClient client;
    private final Signer signer;
    private final Address account;
    private final TransactionJournal journal;
    private final SenderOptions options;
    private final FeePolicy fees;
    private final Preflight preflight;
    private final Outbox outbox;
    private final Consumer<Step> passed;

    /**
     * A sender for the journal's account.
     *
     * @param errors of the contracts that will be called, for readable rejections
     * @throws ChainException.Fatal when client, signer and journal are not of one chain and account
     */
    public TransactionSender(
            ChainClient client, Signer signer, TransactionJournal journal, ErrorDecoder errors, SenderOptions options) {
        this(client, signer, journal, errors, options, step -> {});
    }

    TransactionSender(
            ChainClient client,
            Signer signer,
            TransactionJournal journal,
            ErrorDecoder errors,
            SenderOptions options,
            Consumer<Step> passed) {
        this.client = client.requireChainId(journal.chainId());
        this.signer = signer;
        this.account = signer.address();
        this.journal = journal;
        this.options = options;
        this.fees = new FeePolicy(options.lowestTip(), options.highestFee());
        this.preflight = new Preflight(client, account, errors, options.gasHeadroomPercent());
        this.outbox = new Outbox(client);
        this.passed = passed;
        if (!account.equals(journal.account())) {
            throw new ChainException.Fatal("the journal is of " + journal.account() + ", the key of " + account, null);
        }
        journal.bind(header(BlockTag.at(0)).hash());
    }

    public Address account() {
        return account;
    }

    /**
     * Signs, stores and sends the action, unless its key is in the journal already: then nothing new happens.
     *
     * @return where it stands, most often {@link TransactionState.Pending}
     * @throws ChainException.Rejected when it would revert; nothing is stored then, and no nonce used
     * @throws IllegalArgumentException when the key stands for another call
     */
    public synchronized TransactionState submit(ActionKey key, Call call) {
        Optional<JournalEntry> known = journal.find(key);
        if (known.isPresent()) {
            if (known.get().call().equals(call)) return state(known.get());
            throw new IllegalArgumentException(
                    "action " + key + " is in the journal with another call; use another key");
        }
        long gas = preflight.gas(key, call);
        Fees now = client.fees();
        FeePolicy.Bid bid = fees.first(now);
        long lowest = client.nonce(account, BlockTag.PENDING);
        JournalEntry entry = journal.reserve(key, call, lowest, nonce -> sign(nonce, call, gas, bid, false));
        passed.accept(Step.RESERVED);
        return send(entry, now.blockNumber());
    }

    /** What the contracts say in a rejection, else what the node says. */
    public String reason(ChainException.Rejected rejected) {
        return preflight.reason(rejected);
    }

    /** Where the action stands as far as the journal knows; empty when it has no such key. */
    public synchronized Optional<TransactionState> state(ActionKey key) {
        return journal.find(key).map(this::state);
    }

    /** Every action of the account, by nonce. */
    public synchronized List<TransactionState> states() {
        return journal.all().stream().map(this::state).toList();
    }

    /** Moves every open action on by what the chain says now, and tells where each stands. Call it about once a block. */
    public synchronized List<TransactionState> tick() {
        List<JournalEntry> open = journal.open();
        if (open.isEmpty()) return List.of();
        BlockHeader head = header(BlockTag.LATEST);
        long next = client.nonce(account, BlockTag.LATEST);
        List<TransactionState> states = new ArrayList<>();
        for (JournalEntry entry : open) {
            states.add(advance(entry, head, next));
        }
        return states;
    }

    /**
     * Ticks until the action is settled.
     *
     * @return where it stands then, or when the time is up
     * @throws ChainException.Retryable when the time is up and the node did not answer at last
     */
    public TransactionState await(ActionKey key, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        TransactionState state =
                state(key).orElseThrow(() -> new IllegalArgumentException("action " + key + " was never submitted"));
        while (!state.isSettled()) {
            boolean last = System.nanoTime() >= deadline;
            try {
                state = tick().stream()
                        .filter(moved -> moved.key().equals(key))
                        .findFirst()
                        .or(() -> state(key))
                        .orElseThrow();
            } catch (ChainException.Retryable later) {
                if (last) throw later;
            }
            if (last) return state;
            if (!state.isSettled()) pause();
        }
        return state;
    }

    /** Gives up an action that is in no block yet: its nonce goes to an empty transfer, unless the action is faster. */
    public synchronized TransactionState cancel(ActionKey key, String reason) {
        JournalEntry entry = journal.find(key)
                .orElseThrow(() -> new IllegalArgumentException("action " + key + " was never submitted"));
        return entry.status() == Status.PENDING ? fillNonce(entry, reason) : state(entry);
    }

    /** Raises the fees of a pending action now, rather than after {@link SenderOptions#replaceAfterBlocks}. */
    public synchronized TransactionState raiseFees(ActionKey key) {
        JournalEntry entry = journal.find(key)
                .orElseThrow(() -> new IllegalArgumentException("action " + key + " was never submitted"));
        return entry.inclusion() == null ? replace(entry) : state(entry);
    }

    private TransactionState advance(JournalEntry entry, BlockHeader head, long next) {
        for (Attempt attempt : entry.attempts().reversed()) {
            Optional<Receipt> receipt = client.receipt(attempt.transaction().hash());
            if (receipt.isPresent()) return included(entry, attempt, receipt.get(), head);
        }
        if (next > entry.nonce()) return nonceUsed(entry, head);
        Outbox.Sent before = outbox.sent(entry.key());
        boolean isNext = next == entry.nonce();
        if (before == null) {
            Optional<String> revert =
                    isNext && entry.status() == Status.PENDING ? preflight.revert(entry.call()) : Optional.empty();
            return revert.isPresent() ? fillNonce(entry, revert.get()) : send(entry, head.number());
        }
        if (isNext && head.number() - before.first() >= options.replaceAfterBlocks()) return replace(entry);
        if (head.number() > before.last()) outbox.sendAgain(entry, before, head.number());
        return state(entry);
    }

    private TransactionState included(JournalEntry entry, Attempt attempt, Receipt receipt, BlockHeader head) {
        outbox.forget(entry.key());
        long number = receipt.block().number();
        long confirmations = Math.max(0, head.number() - number + 1);
        boolean canonical =
                client.header(BlockTag.at(number)).map(BlockHeader::ref).equals(Optional.of(receipt.block()));
        if (!canonical || confirmations < options.confirmations()) {
            return new TransactionState.Mined(entry.key(), entry.nonce(), receipt, canonical ? confirmations : 0);
        }
        Inclusion inclusion = new Inclusion(receipt.txHash(), receipt.block(), receipt.fee());
        JournalEntry settled = attempt.filler()
                ? journal.settle(entry.key(), Status.CANCELLED, entry.note(), inclusion)
                : journal.settle(
                        entry.key(),
                        receipt.succeeded() ? Status.SUCCEEDED : Status.REVERTED,
                        receipt.succeeded() ? "" : preflight.failure(entry.call(), number),
                        inclusion);
        passed.accept(Step.SETTLED);
        return state(settled);
    }

    /** The account's nonce has passed the action's, and none of its attempts has a receipt. */
    private TransactionState nonceUsed(JournalEntry entry, BlockHeader head) {
        int depth = Math.max(options.confirmations(), FOREIGN_DEPTH);
        boolean certain =
                head.number() >= depth && client.nonce(account, BlockTag.at(head.number() - depth)) > entry.nonce();
        if (!certain) return troubled(entry, "nonce " + entry.nonce() + " is used, and there is no receipt yet");
        if (entry.status() == Status.CANCELLING) return settleCancelled(entry, entry.note());
        Optional<String> revert = preflight.revert(entry.call());
        if (revert.isPresent()) return settleCancelled(entry, revert.get());
        long gas = preflight.gas(entry.key(), entry.call());
        Fees now = client.fees();
        FeePolicy.Bid bid = fees.first(now);
        long lowest = client.nonce(account, BlockTag.PENDING);
        JournalEntry moved =
                journal.moveNonce(entry.key(), lowest, nonce -> sign(nonce, entry.call(), gas, bid, false));
        passed.accept(Step.RESERVED);
        return send(moved, now.blockNumber());
    }

    private TransactionState settleCancelled(JournalEntry entry, String reason) {
        JournalEntry settled = journal.settle(entry.key(), Status.CANCELLED, reason, null);
        passed.accept(Step.SETTLED);
        return state(settled);
    }

    private TransactionState replace(JournalEntry entry) {
        Attempt old = entry.newest();
        Fees now = client.fees();
        Optional<FeePolicy.Bid> bid = fees.raise(new FeePolicy.Bid(old.maxFee(), old.tip()), now);
        if (bid.isEmpty()) {
            send(entry, now.blockNumber());
            return troubled(entry, "its fees have reached the highest fee of " + options.highestFee() + " wei");
        }
        Call call = old.filler() ? Call.transfer(account, Uint256.ZERO) : entry.call();
        Attempt attempt = sign(entry.nonce(), call, old.gasLimit(), bid.get(), old.filler());
        JournalEntry stored = journal.addAttempt(entry.key(), attempt, null);
        passed.accept(Step.ATTEMPT_STORED);
        return send(stored, now.blockNumber());
    }

    /** Later nonces wait for this one, so it must be used up, and by something that cannot fail. */
    private TransactionState fillNonce(JournalEntry entry, String reason) {
        Attempt old = entry.newest();
        Call filler = Call.transfer(account, Uint256.ZERO);
        long gas = preflight.gas(entry.key(), filler);
        Fees now = client.fees();
        FeePolicy.Bid bid =
                fees.raise(new FeePolicy.Bid(old.maxFee(), old.tip()), now).orElseGet(() -> fees.first(now));
        JournalEntry stored = journal.addAttempt(entry.key(), sign(entry.nonce(), filler, gas, bid, true), reason);
        passed.accept(Step.ATTEMPT_STORED);
        return send(stored, now.blockNumber());
    }

    /** Whatever the node answers, the next tick goes on from there. */
    private TransactionState send(JournalEntry entry, long block) {
        PoolAnswer answer = outbox.send(entry, block);
        boolean hopeless = answer == PoolAnswer.UNUSABLE && entry.status() == Status.PENDING;
        if (hopeless) return fillNonce(entry, outbox.trouble(entry.key()));
        passed.accept(Step.SENT);
        return state(entry);
    }

    private Attempt sign(long nonce, Call call, long gas, FeePolicy.Bid bid, boolean filler) {
        SignedTransaction signed =
                signer.sign(new UnsignedTransaction(journal.chainId(), nonce, call, gas, bid.maxFee(), bid.tip()));
        return new Attempt(nonce, filler, signed, gas, bid.maxFee(), bid.tip());
    }

    private BlockHeader header(BlockTag block) {
        return client.header(block)
                .orElseThrow(() -> new ChainException.Retryable(client.name() + " has no block " + block, null));
    }

    private TransactionState troubled(JournalEntry entry, String trouble) {
        outbox.trouble(entry.key(), trouble);
        return state(entry);
    }

    private TransactionState state(JournalEntry entry) {
        return entry.state(outbox.trouble(entry.key()));
    }

    private void pause() {
        try {
            Thread.sleep(options.pollInterval());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal("interrupted while waiting for a transaction", interrupt);
        }
    }
}
