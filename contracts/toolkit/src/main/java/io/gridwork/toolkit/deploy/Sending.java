package io.gridwork.toolkit.deploy;

import io.gridwork.chain.ActionKey;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import io.gridwork.chain.Receipt;
import io.gridwork.chain.TransactionSender;
import io.gridwork.chain.TransactionState;
import io.gridwork.toolkit.ToolkitException;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends a step's transaction, or finds the one that an earlier, interrupted apply has sent. A step that failed for good is tried again
 * under the next number, so each number is used once.
 */
final class Sending {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final TransactionSender sender;
    private final ChainClient chain;

    Sending(TransactionSender sender, ChainClient chain) {
        this.sender = sender;
        this.chain = chain;
    }

    /** The receipt of the step's transaction, sent now or in an earlier apply. */
    Receipt once(String step, Call call) {
        int number = 1;
        while (sender.state(key(step, number)).filter(Sending::hasFailed).isPresent()) number++;
        return settle(step, key(step, number), call);
    }

    /** As {@link #once}, but what an earlier apply brought to an end does not count: the call is needed again. */
    Receipt again(String step, Call call) {
        int number = 1;
        while (sender.state(key(step, number))
                .filter(TransactionState::isSettled)
                .isPresent()) number++;
        return settle(step, key(step, number), call);
    }

    /** Waits for what an interrupted apply has sent and not seen the end of. */
    void finishOpen() {
        for (TransactionState state : sender.states()) {
            if (!state.isSettled()) sender.await(state.key(), LIMIT);
        }
    }

    private Receipt settle(String step, ActionKey key, Call call) {
        TransactionState state;
        try {
            sender.submit(key, call);
            state = sender.await(key, LIMIT);
        } catch (ChainException.Rejected rejected) {
            throw new ToolkitException(step + ": " + rejected.getMessage(), rejected);
        }
        return switch (state) {
            case TransactionState.Done done when done.succeeded() -> receipt(step, done);
            case TransactionState.Done done ->
                throw new ToolkitException(step + ": transaction " + done.txHash() + " reverted: " + done.reason()
                        + "; nothing is changed on chain; correct the plan and apply again");
            case TransactionState.Cancelled cancelled ->
                throw new ToolkitException(
                        step + ": given up, " + cancelled.reason() + "; correct the plan and apply again");
            case TransactionState.Pending pending ->
                throw new ToolkitException(step + ": no block took the transaction " + pending.hash() + " within "
                        + LIMIT.toMinutes() + " minutes (" + pending.trouble()
                        + "); apply again to go on waiting for it");
            case TransactionState.Mined mined ->
                throw new ToolkitException(step + ": " + mined.confirmations() + " confirmations within "
                        + LIMIT.toMinutes() + " minutes; apply again to go on waiting");
        };
    }

    private Receipt receipt(String step, TransactionState.Done done) {
        Optional<Receipt> receipt = chain.receipt(done.txHash());
        return receipt.orElseThrow(() -> new ToolkitException(step + ": the node has no receipt of " + done.txHash()
                + " any more, which the journal has as mined; ask a node that is in sync, and apply again"));
    }

    private static boolean hasFailed(TransactionState state) {
        return switch (state) {
            case TransactionState.Done done -> !done.succeeded();
            case TransactionState.Cancelled _ -> true;
            case TransactionState.Pending _, TransactionState.Mined _ -> false;
        };
    }

    private static ActionKey key(String step, int number) {
        return ActionKey.of(step, number);
    }
}
