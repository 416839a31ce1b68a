package io.gridwork.worker.market;

import io.gridwork.transactions.ActionKey;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import java.time.Duration;
import java.util.List;

/** An account's actions as a person sees and steers them, each named by its nonce. */
public final class ActionLog {
    private final TransactionSender sender;
    private final Duration patience;

    ActionLog(TransactionSender sender, Duration patience) {
        this.sender = sender;
        this.patience = patience;
    }

    /** An action, and what it is called. */
    public record Sent(String what, TransactionState state) {
        static Sent of(TransactionState state) {
            return new Sent(ActionName.withJob(parts(state.key())), state);
        }
    }

    /** All of them, by nonce. Open ones are looked up on the chain, and sent again where the node has lost them. */
    public List<Sent> all() {
        sender.tick();
        return sender.states().stream().map(Sent::of).toList();
    }

    /**
     * Sends an open action again with higher fees, and waits for it; one that is in a block stays as it is.
     *
     * @throws RefusedException when the fees cannot be raised
     * @throws UnsettledException when it is not final in time
     */
    public Sent raiseFees(long nonce) {
        Sent before = one(nonce);
        if (!(before.state() instanceof TransactionState.Pending pending)) return before;
        if (sender.raiseFees(pending.key()) instanceof TransactionState.Pending after
                && after.hash().equals(pending.hash()))
            throw new RefusedException("the fees of " + before.what() + " are not raised: " + after.trouble());
        return awaited(pending.key());
    }

    /**
     * Gives its nonce to an empty transfer, and waits for that.
     *
     * @throws RefusedException when the action is in a block already, or was faster
     * @throws UnsettledException when that is not known in time
     */
    public Sent giveUp(long nonce) {
        Sent before = one(nonce);
        if (before.state() instanceof TransactionState.Cancelled) return before;
        if (before.state() instanceof TransactionState.Pending pending) {
            sender.cancel(pending.key(), "its user gave it up");
            Sent after = awaited(pending.key());
            if (after.state() instanceof TransactionState.Cancelled) return after;
        }
        throw new RefusedException("it is too late to give up " + before.what() + ": it is in a block");
    }

    private Sent one(long nonce) {
        return all().stream()
                .filter(sent -> sent.state().nonce() == nonce)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no transaction of " + sender.account()
                        + " in this journal has nonce " + nonce + ": see the nonces with tx list"));
    }

    private Sent awaited(ActionKey key) {
        TransactionState state = sender.await(key, patience);
        if (!state.isSettled()) throw Actions.unsettled(ActionName.withJob(parts(key)), state, patience);
        return Sent.of(state);
    }

    static Object[] parts(ActionKey key) {
        return key.text().split(":", -1);
    }
}
