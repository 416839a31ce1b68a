package io.gridwork.transactions;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transactions that this process has sent, when, and the answers of the node. None of it is needed after a crash. */
final class Outbox {
    /** Where blocks come slowly or on demand only, a node that was restarted without its pool gets everything again after this. */
    private static final Duration RESEND = Duration.ofSeconds(10);

    /** When an attempt was first and last handed over. */
    private record Sent(Hash32 hash, long firstBlock, long lastBlock, long lastNanos) {}

    private final ChainClient client;
    private final Map<ActionKey, Sent> sent = new HashMap<>();
    private final Map<ActionKey, String> troubles = new HashMap<>();
    private final Map<ActionKey, String> notes = new HashMap<>();
    private final Map<ActionKey, TransactionState.Mined> mined = new HashMap<>();

    Outbox(ChainClient client) {
        this.client = client;
    }

    /** Hands the entry's newest attempt to the node. */
    PoolAnswer send(JournalEntry entry, Sight now) {
        SignedTransaction transaction = entry.newest().transaction();
        Sent before = sent.get(entry.key());
        long first = now.number();
        if (before != null && before.hash().equals(transaction.hash())) first = Math.min(first, before.firstBlock());
        sent.put(entry.key(), new Sent(transaction.hash(), first, now.number(), now.nanos()));
        try {
            client.sendRawTransaction(transaction.raw());
            troubles.remove(entry.key());
            return PoolAnswer.KNOWN;
        } catch (ChainException.Retryable later) {
            troubles.put(entry.key(), later.getMessage() + "; it is sent again");
            return PoolAnswer.UNCLEAR;
        } catch (ChainException.Rejected rejected) {
            PoolAnswer answer = PoolAnswer.of(rejected.error());
            if (answer == PoolAnswer.KNOWN || answer == PoolAnswer.NONCE_USED) troubles.remove(entry.key());
            else troubles.put(entry.key(), "the node does not take it: " + rejected.error() + "; " + answer.remedy());
            return answer;
        }
    }

    /** Whether this process has sent it, and has not seen it in a block since. */
    boolean hasSent(ActionKey key) {
        return sent.containsKey(key);
    }

    /** Blocks since the newest attempt was handed over first. */
    long blocksSince(ActionKey key, Sight now) {
        Sent before = sent.get(key);
        return before == null ? 0 : now.number() - before.firstBlock();
    }

    /** Whether to hand it over again, in case the node has lost it. */
    boolean isDue(ActionKey key, Sight now) {
        Sent before = sent.get(key);
        return before == null
                || now.number() > before.lastBlock()
                || now.nanos() - before.lastNanos() >= RESEND.toNanos();
    }

    /** Forgets it: should a reorg take it out of its block again, it is checked and sent as if it were new. */
    void forget(ActionKey key) {
        sent.remove(key);
        troubles.remove(key);
    }

    void trouble(ActionKey key, String trouble) {
        troubles.put(key, trouble);
    }

    /** What the node or the chain holds against the action; null when nothing. */
    @Nullable String trouble(ActionKey key) {
        return troubles.get(key);
    }

    /** It is in a block, and not deep enough. */
    void mined(JournalEntry entry, Receipt receipt, long confirmations) {
        mined.put(entry.key(), new TransactionState.Mined(entry.key(), entry.nonce(), receipt, confirmations));
    }

    void unmined(ActionKey key) {
        mined.remove(key);
    }

    Optional<TransactionState> mined(ActionKey key) {
        return Optional.ofNullable(mined.get(key));
    }

    /** Something to be told for as long as the action is open. */
    void note(ActionKey key, String note) {
        notes.put(key, note);
    }

    String note(ActionKey key) {
        return notes.getOrDefault(key, "");
    }
}
