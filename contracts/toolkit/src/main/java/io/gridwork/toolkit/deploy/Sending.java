package io.gridwork.toolkit.deploy;

import io.gridwork.abi.ErrorDecoder;
import io.gridwork.chain.Call;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.transactions.ActionKey;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import java.time.Duration;

/**
 * Sends a step's transaction, or finds the one that an earlier, interrupted apply has sent. A step that failed for good is tried again
 * under the next number, so each number is used once.
 */
final class Sending {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final TransactionSender sender;
    private final ErrorDecoder errors;

    Sending(TransactionSender sender, ErrorDecoder errors) {
        this.sender = sender;
        this.errors = errors;
    }

    /**
     * The receipt of the step's transaction, sent now or in an earlier apply.
     *
     * @param step for messages
     * @param name for the journal: the same step has the same name in every apply
     */
    Receipt once(Object step, String name, Call call) {
        int number = 1;
        while (sender.state(key(name, number)).filter(Sending::hasFailed).isPresent()) number++;
        return settle(step, key(name, number), call);
    }

    /** As {@link #once}, but what an earlier apply brought to an end does not count: the call is needed again. */
    Receipt again(Object step, String name, Call call) {
        int number = 1;
        while (sender.state(key(name, number))
                .filter(TransactionState::isSettled)
                .isPresent()) number++;
        return settle(step, key(name, number), call);
    }

    /** Waits for what an interrupted apply has sent and not seen the end of, and for what the chain has lost since. */
    void finishOpen() {
        for (TransactionState state : sender.states()) sender.await(state.key(), LIMIT);
    }

    private Receipt settle(Object step, ActionKey key, Call call) {
        TransactionState state;
        try {
            sender.submit(key, call);
            state = sender.await(key, LIMIT);
        } catch (ChainException.Rejected rejected) {
            String reason = rejected.reason(errors);
            throw new ToolkitException(
                    rejected.isRevert()
                            ? step + " would fail: " + reason + "; correct the plan and apply again"
                            : step + ": " + reason + "; then apply again",
                    rejected);
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

    private Receipt receipt(Object step, TransactionState.Done done) {
        return sender.reads()
                .receipt(done.txHash())
                .orElseThrow(() -> new ToolkitException(step + ": transaction " + done.txHash() + " is in block "
                        + done.block().number()
                        + ", and the node does not give its receipt: it is behind, or not in sync;"
                        + " apply again with a node that is in sync: nothing is sent twice"));
    }

    private static boolean hasFailed(TransactionState state) {
        return switch (state) {
            case TransactionState.Done done -> !done.succeeded();
            case TransactionState.Cancelled _ -> true;
            case TransactionState.Pending _, TransactionState.Mined _ -> false;
        };
    }

    private static ActionKey key(String name, int number) {
        return ActionKey.of(name, number);
    }
}
