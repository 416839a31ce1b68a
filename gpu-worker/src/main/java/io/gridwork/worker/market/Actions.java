package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.chain.ActionKey;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainException;
import io.gridwork.chain.TransactionSender;
import io.gridwork.chain.TransactionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Transactions by what they are for. An action is signed once; asked for again, over a restart too, it is only waited for. One
 * that has failed on chain may be tried again under the next number, since what it met there may be gone.
 */
public final class Actions {
    private static final int TRIES = 5;

    private final TransactionSender sender;
    private final Duration patience;

    /** @param patience longest wait for an action to be final */
    public Actions(TransactionSender sender, Duration patience) {
        this.sender = sender;
        this.patience = patience;
    }

    /** Who acts. */
    public Address account() {
        return sender.account();
    }

    /**
     * Has the call happen, at most once for its name.
     *
     * @param name parts of the action's name, such as job, seat, "commit"
     * @throws RefusedException when the contracts refuse it, before or after it was sent
     * @throws ChainException.Retryable when it is not final yet, or the node does not answer
     */
    public TransactionState.Done once(Call call, Object... name) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            ActionKey key = key(attempt, name);
            Optional<TransactionState> known = sender.state(key);
            if (known.isPresent() && hasFailed(known.get())) continue;
            if (known.isEmpty()) submit(key, call);
            return settled(key, sender.await(key, patience));
        }
        throw new RefusedException(key(1, name) + " failed on chain " + TRIES + " times: it is not tried again");
    }

    /** Whether nothing was ever signed under that name. */
    boolean isNew(Object... name) {
        return sender.state(key(1, name)).isEmpty();
    }

    private void submit(ActionKey key, Call call) {
        try {
            sender.submit(key, call);
        } catch (ChainException.Rejected e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private static TransactionState.Done settled(ActionKey key, TransactionState state) {
        return switch (state) {
            case TransactionState.Done done -> {
                if (!done.succeeded()) throw new RefusedException(key + " failed on chain: " + done.reason());
                yield done;
            }
            case TransactionState.Cancelled cancelled ->
                throw new RefusedException(key + " was given up: " + cancelled.reason());
            case TransactionState.Pending pending ->
                throw new ChainException.Retryable(key + " is in no block yet " + pending.trouble(), null);
            case TransactionState.Mined mined ->
                throw new ChainException.Retryable(key + " has " + mined.confirmations() + " confirmations yet", null);
        };
    }

    private static boolean hasFailed(TransactionState state) {
        return state instanceof TransactionState.Cancelled
                || (state instanceof TransactionState.Done done && !done.succeeded());
    }

    private static ActionKey key(int attempt, Object... name) {
        List<Object> parts = new ArrayList<>(List.of(name));
        if (attempt > 1) parts.add(attempt);
        return ActionKey.of(parts.toArray());
    }
}
