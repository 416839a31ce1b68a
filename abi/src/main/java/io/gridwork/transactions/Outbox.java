package io.gridwork.transactions;

import io.gridwork.abi.Bytes;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transactions that this process has sent, when, and the answers of the node. None of it is needed after a crash. */
final class Outbox {
    /** Blocks at which the newest attempt was first and last handed over. */
    record Sent(long first, long last) {}

    private final ChainClient client;
    private final Map<ActionKey, Sent> sent = new HashMap<>();
    private final Map<ActionKey, String> troubles = new HashMap<>();

    Outbox(ChainClient client) {
        this.client = client;
    }

    /** Hands the entry's newest attempt to the node, for the first time. */
    PoolAnswer send(JournalEntry entry, long block) {
        sent.put(entry.key(), new Sent(block, block));
        return hand(entry);
    }

    /** Hands it over again, in case the node has lost it. */
    PoolAnswer sendAgain(JournalEntry entry, Sent before, long block) {
        sent.put(entry.key(), new Sent(before.first(), block));
        return hand(entry);
    }

    private PoolAnswer hand(JournalEntry entry) {
        Bytes raw = entry.newest().transaction().raw();
        try {
            client.sendRawTransaction(raw);
            troubles.remove(entry.key());
            return PoolAnswer.KNOWN;
        } catch (ChainException.Retryable later) {
            troubles.put(entry.key(), later.getMessage());
            return PoolAnswer.UNCLEAR;
        } catch (ChainException.Rejected rejected) {
            PoolAnswer answer = PoolAnswer.of(rejected.error());
            switch (answer) {
                case KNOWN, NONCE_USED -> troubles.remove(entry.key());
                case UNDERPRICED, UNFUNDED, UNUSABLE, UNCLEAR ->
                    troubles.put(entry.key(), rejected.error().toString());
            }
            return answer;
        }
    }

    /** Null when this process has not sent it, or has seen it in a block since. */
    @Nullable Sent sent(ActionKey key) {
        return sent.get(key);
    }

    /** Forgets it: should a reorg take it out of its block again, it is checked and sent as if it were new. */
    void forget(ActionKey key) {
        sent.remove(key);
        troubles.remove(key);
    }

    void trouble(ActionKey key, String trouble) {
        troubles.put(key, trouble);
    }

    /** What holds the action up; empty when nothing does. */
    String trouble(ActionKey key) {
        return troubles.getOrDefault(key, "");
    }
}
