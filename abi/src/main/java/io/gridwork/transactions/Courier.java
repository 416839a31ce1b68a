package io.gridwork.transactions;

import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.FeePolicy.Raise;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import io.gridwork.transactions.TransactionSender.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Moves one action on by what the chain says now. Whatever happens in between, the next call goes on from the journal. */
final class Courier {
    /** A nonce is taken for used by another program's transaction only that deep: blocks above may be replaced. */
    private static final int FOREIGN_DEPTH = 3;

    /** Where no blocks come. */
    private static final Duration FOREIGN_TIME = Duration.ofSeconds(30);

    /** Geth's pool holds 80 of an account. A higher nonce would wait for ever, or for many fillers. */
    private static final int MOST_WAITING = 100;

    /** Doublings of one action's bid. A node's least price is seldom more than 32 times what it suggests. */
    private static final int MOST_RAISES = 5;

    private final ChainClient client;
    private final TransactionJournal journal;
    private final SenderOptions options;
    private final Preflight preflight;
    private final Attempts attempts;
    private final Outbox outbox;
    private final FreshReads reads;
    private final NonceUse uses;
    private final Outcomes outcomes;
    private final Consumer<Step> passed;
    private final Lasting<ActionKey> foreign = new Lasting<>(Integer.MAX_VALUE, FOREIGN_TIME);

    Courier(
            ChainClient client,
            TransactionJournal journal,
            SenderOptions options,
            Preflight preflight,
            Attempts attempts,
            Outbox outbox,
            FreshReads reads,
            Consumer<Step> passed) {
        this.client = client;
        this.journal = journal;
        this.options = options;
        this.preflight = preflight;
        this.attempts = attempts;
        this.outbox = outbox;
        this.reads = reads;
        this.uses = new NonceUse(client, journal.account());
        this.outcomes = new Outcomes(client, journal.account());
        this.passed = passed;
    }

    /** Never fails because of this one action: others must go on. */
    JournalEntry advance(JournalEntry entry, Sight sight) {
        outbox.unmined(entry.key());
        try {
            Optional<Receipt> receipt = receipt(entry, sight);
            if (receipt.isPresent()) return included(entry, receipt.get(), sight);
            return sight.next() > entry.nonce() ? nonceUsed(entry, sight) : unused(entry, sight);
        } catch (ChainException.Rejected rejected) {
            outbox.trouble(entry.key(), "the node refuses what the sender asks for it: " + rejected.getMessage());
            return entry;
        }
    }

    /** An attempt can only be in a block when its nonce is used; its own first, then those that it replaced. */
    private Optional<Receipt> receipt(JournalEntry entry, Sight sight) {
        for (Attempt attempt : entry.attempts().reversed()) {
            if (attempt.nonce() >= sight.next()) continue;
            Optional<Receipt> receipt = client.receipt(attempt.transaction().hash());
            if (receipt.isPresent()) return receipt;
        }
        return Optional.empty();
    }

    private JournalEntry included(JournalEntry entry, Receipt receipt, Sight sight) {
        outbox.forget(entry.key());
        foreign.forget(entry.key());
        long confirmations = confirmations(receipt, sight);
        if (confirmations < options.confirmations()) {
            outbox.mined(entry, receipt, confirmations);
            return entry;
        }
        reads.from(receipt.block().number());
        Inclusion inclusion = new Inclusion(receipt.txHash(), receipt.block(), receipt.fee());
        boolean filler = entry.attempts().stream()
                .anyMatch(attempt ->
                        attempt.filler() && attempt.transaction().hash().equals(receipt.txHash()));
        if (filler) return settled(journal.settle(entry.key(), Status.CANCELLED, entry.note(), inclusion));
        Optional<Boolean> succeeded = outcomes.succeeded(entry.call(), receipt);
        if (succeeded.isEmpty()) {
            outbox.trouble(
                    entry.key(),
                    "it is in block " + receipt.block().number() + ", and " + client.name()
                            + " does not say whether it succeeded: its receipt has no status; ask another node");
            return entry;
        }
        if (succeeded.get()) return settled(journal.settle(entry.key(), Status.SUCCEEDED, "", inclusion));
        String reason = preflight.failure(entry.call(), receipt.block().number());
        return settled(journal.settle(entry.key(), Status.REVERTED, reason, inclusion));
    }

    private JournalEntry settled(JournalEntry entry) {
        passed.accept(Step.SETTLED);
        return entry;
    }

    /** None while its block is not the one that the chain has at that number. */
    private long confirmations(Receipt receipt, Sight sight) {
        long number = receipt.block().number();
        boolean canonical =
                client.header(BlockTag.at(number)).map(BlockHeader::ref).equals(Optional.of(receipt.block()));
        return canonical ? Math.max(0, sight.number() - number + 1) : 0;
    }

    /** The account's nonce has passed the action's, and none of its attempts has a receipt. */
    private JournalEntry nonceUsed(JournalEntry entry, Sight sight) {
        boolean lasting = foreign.isOver(entry.key(), sight);
        Optional<NonceUse.Use> use = uses.find(entry.nonce(), sight.number());
        boolean ours = use.isPresent()
                && entry.attempts().stream()
                        .anyMatch(attempt ->
                                attempt.transaction().hash().equals(use.get().transaction()));
        int depth = Math.max(options.confirmations(), FOREIGN_DEPTH);
        boolean deep = use.isPresent() && sight.number() - use.get().block() >= depth;
        // Without proof of another transaction with that nonce, ours may be on the chain: it gets no second nonce.
        if (use.isEmpty() || ours || !(deep || lasting)) {
            outbox.trouble(entry.key(), waitingForUse(entry, use, ours, depth));
            return entry;
        }
        foreign.forget(entry.key());
        outbox.note(entry.key(), foreignNote(entry, use.get()));
        if (!entry.isWanted()) return settleCancelled(entry, entry.note());
        Optional<String> revert = preflight.revert(entry.call());
        if (revert.isPresent()) return settleCancelled(entry, revert.get());
        return move(entry, sight);
    }

    private static String waitingForUse(JournalEntry entry, Optional<NonceUse.Use> use, boolean ours, int depth) {
        String used = "nonce " + entry.nonce() + " is used, ";
        if (ours) return used + "by this action: waiting for its receipt, with which the node is late";
        return used
                + use.map(other -> "by transaction " + other.transaction() + " in block " + other.block()
                                + ", which this journal does not know; the action takes another nonce when that block has "
                                + depth + " others on it, or after " + FOREIGN_TIME.toSeconds() + " s")
                        .orElse(
                                "and the node shows neither a receipt nor another transaction of this account with that nonce;"
                                        + " if this lasts, ask another node (--rpc), best an archive node: the action is not sent with"
                                        + " another nonce before that is known, for it could be paid twice");
    }

    private String foreignNote(JournalEntry entry, NonceUse.Use use) {
        return "nonce " + entry.nonce() + " was used by transaction " + use.transaction() + " in block " + use.block()
                + ", which this journal does not know: another program or machine sends with the key of "
                + journal.account() + "; give each a key of its own";
    }

    private JournalEntry settleCancelled(JournalEntry entry, String reason) {
        JournalEntry settled = journal.settle(entry.key(), Status.CANCELLED, reason, null);
        outbox.forget(entry.key());
        passed.accept(Step.SETTLED);
        return settled;
    }

    private JournalEntry move(JournalEntry entry, Sight sight) {
        Optional<Attempts.Terms> terms = attempts.first(entry.key(), entry.call(), 0, sight);
        if (terms.isEmpty()) {
            outbox.trouble(entry.key(), attempts.tooDear());
            return entry;
        }
        JournalEntry moved =
                journal.moveNonce(entry.key(), lowestNonce(sight), nonce -> attempts.sign(nonce, terms.get()));
        passed.accept(Step.RESERVED);
        return send(moved, sight);
    }

    /** Of a new transaction: those in the node's pool may be another program's. */
    long lowestNonce(Sight sight) {
        try {
            long pending = client.nonce(journal.account(), BlockTag.PENDING);
            if (pending > sight.next() + MOST_WAITING)
                throw ChainException.contradictory(client.name() + " says that " + (pending - sight.next())
                        + " transactions of " + journal.account() + " wait in its pool; no pool holds more than "
                        + MOST_WAITING + " of one account. Ask another node");
            return Math.max(sight.next(), pending);
        } catch (ChainException.Rejected noPool) {
            return sight.next();
        }
    }

    /** The action is in no block: see to it that it can come into one. */
    private JournalEntry unused(JournalEntry entry, Sight sight) {
        foreign.forget(entry.key());
        if (!entry.isWanted() && !entry.newest().filler()) return fillNonce(entry, entry.note(), sight);
        boolean isNext = sight.next() == entry.nonce();
        if (!outbox.hasSent(entry.key())) {
            Optional<String> revert = isNext && entry.isWanted() ? preflight.revert(entry.call()) : Optional.empty();
            return revert.isPresent() ? fillNonce(entry, revert.get(), sight) : send(entry, sight);
        }
        if (!outbox.isDue(entry.key(), sight)) return entry;
        boolean isStuck = isNext && outbox.blocksSince(entry.key(), sight) >= options.replaceAfterBlocks();
        return isStuck ? replace(entry, sight) : send(entry, sight);
    }

    /** With higher fees, now. */
    JournalEntry replace(JournalEntry entry, Sight sight) {
        Optional<JournalEntry> dearer = raised(entry, Raise.EIGHTH);
        JournalEntry sent = send(dearer.orElse(entry), sight);
        if (dearer.isEmpty()) outbox.trouble(entry.key(), "no block takes it, and " + attempts.tooDear());
        return sent;
    }

    private Optional<JournalEntry> raised(JournalEntry entry, Raise by) {
        Optional<JournalEntry> stored =
                attempts.dearer(entry, by).map(attempt -> journal.addAttempt(entry.key(), attempt, null));
        if (stored.isPresent()) passed.accept(Step.ATTEMPT_STORED);
        return stored;
    }

    /** Later nonces wait for this one, so it must be used up, and by something that cannot fail. */
    JournalEntry fillNonce(JournalEntry entry, String reason, Sight sight) {
        JournalEntry stored = journal.addAttempt(entry.key(), attempts.filler(entry), reason);
        passed.accept(Step.ATTEMPT_STORED);
        return send(stored, sight);
    }

    /** Whatever the node answers, the next call of {@link #advance} goes on from there. */
    JournalEntry send(JournalEntry entry, Sight sight) {
        JournalEntry current = entry;
        while (true) {
            PoolAnswer answer = outbox.send(current, sight);
            if (answer == PoolAnswer.UNUSABLE && current.isWanted()) {
                return fillNonce(current, String.valueOf(outbox.trouble(current.key())), sight);
            }
            if (answer != PoolAnswer.UNDERPRICED) break;
            if (current.attempts().size() > MOST_RAISES) {
                outbox.trouble(
                        current.key(),
                        "the node wants more than " + current.newest().bid().maxFee()
                                + " wei for gas, though the bid was raised before: it is sent again, and raised by an eighth where no"
                                + " block takes it; if this lasts, ask another node");
                break;
            }
            Optional<JournalEntry> dearer = raised(current, Raise.DOUBLE);
            if (dearer.isEmpty()) {
                outbox.trouble(current.key(), "the node wants higher fees, and " + attempts.tooDear());
                break;
            }
            current = dearer.get();
        }
        passed.accept(Step.SENT);
        return current;
    }
}
