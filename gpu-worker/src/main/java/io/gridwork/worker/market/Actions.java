package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.chain.Call;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.ActionKey;
import io.gridwork.transactions.FreshReads;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

    /**
     * What an earlier command began and had not finished when these actions were opened.
     *
     * @param purpose the first parts of its actions' names; they end with the time, in UTC
     * @param open what was not final, in words
     */
    public record Begun(String purpose, String open) {}

    /** @param begin of the purpose, up to the time */
    public Optional<Begun> begun(String begin) {
        return sender.openAtStart().stream()
                .filter(key -> key.text().startsWith(begin))
                .findFirst()
                .map(key -> new Begun(
                        key.text().substring(0, key.text().indexOf('Z', begin.length()) + 1),
                        ActionName.words(ActionLog.parts(key))));
    }

    /** Who acts. */
    public Address account() {
        return sender.account();
    }

    /** All that the account has sent, for people. */
    public ActionLog log() {
        return new ActionLog(sender, patience);
    }

    /** Reads that see what these actions have changed, also where an endpoint lags by some blocks. */
    public FreshReads reads() {
        return sender.reads();
    }

    /** The receipt of a done action. @throws ChainException.Retryable when the node that had it does not give it now */
    public Receipt receipt(TransactionState.Done done) {
        return reads().receipt(done.txHash())
                .orElseThrow(() -> new ChainException.Retryable(
                        "transaction " + done.txHash() + " is in block "
                                + done.block().number()
                                + ", and the node does not give its receipt: it is behind, or not in sync. Give the"
                                + " command again with a node that is in sync",
                        null));
    }

    /**
     * Has the call happen, at most once for its name.
     *
     * @param name parts of the action's name, such as job, seat, "commit"
     * @throws RefusedException when the contracts refuse it, before or after it was sent
     * @throws UnsettledException when it is not final yet
     * @throws ChainException.Retryable when the node does not answer
     */
    public TransactionState.Done once(Call call, Object... name) {
        return begin(0, call, name).get();
    }

    /**
     * The same in two steps: the call is sent, and what is returned waits for it.
     *
     * @param spareGas for what the call may have to do in its block and not in the newest one
     */
    Supplier<TransactionState.Done> begin(long spareGas, Call call, Object... name) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            ActionKey key = key(attempt, name);
            Optional<TransactionState> known = sender.state(key);
            if (known.isPresent() && hasFailed(known.get())) continue;
            if (known.isEmpty()) submit(key, call, spareGas, ActionName.words(name));
            return () -> settled(sender.await(key, patience), name);
        }
        throw new RefusedException(
                ActionName.words(name) + " failed on chain " + TRIES + " times, and is not tried again");
    }

    /** Whether nothing was ever signed under that name. */
    public boolean isNew(Object... name) {
        return sender.state(key(1, name)).isEmpty();
    }

    private void submit(ActionKey key, Call call, long spareGas, String what) {
        try {
            sender.submit(key, call, spareGas);
        } catch (ChainException.Rejected e) {
            throw new RefusedException(
                    e.isRevert()
                            ? "the contracts refuse " + what + ": " + ContractErrors.sentence(sender.reason(e))
                            : "the node refuses " + what + ": " + sender.reason(e) + ". Check that " + account()
                                    + " has native coins for gas");
        }
    }

    private TransactionState.Done settled(TransactionState state, Object... name) {
        String what = ActionName.words(name);
        return switch (state) {
            case TransactionState.Done done -> {
                if (!done.succeeded())
                    throw new RefusedException(what + " failed on chain in transaction " + done.txHash() + ": "
                            + ContractErrors.sentence(done.reason()));
                yield done;
            }
            case TransactionState.Cancelled cancelled ->
                throw new RefusedException(what + " was given up: " + ContractErrors.sentence(cancelled.reason()));
            case TransactionState.Pending _, TransactionState.Mined _ ->
                throw unsettled(ActionName.withJob(name), state, patience);
        };
    }

    static UnsettledException unsettled(String what, TransactionState state, Duration patience) {
        return new UnsettledException(what
                + switch (state) {
                    case TransactionState.Pending pending ->
                        " was sent in transaction " + pending.hash() + ", which is in no block after "
                                + patience.toSeconds() + " s: " + pending.trouble();
                    case TransactionState.Mined mined ->
                        " is in block " + mined.receipt().block().number() + " (transaction "
                                + mined.receipt().txHash() + "), with too few blocks after it to be final: "
                                + mined.confirmations();
                    case TransactionState.Done _, TransactionState.Cancelled _ ->
                        throw new IllegalArgumentException(state + " is final");
                });
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
