package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.rpc.ChainException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds the transaction that used up a nonce. It tells a foreign transaction from one of ours whose receipt the node is late
 * with, which must never be sent a second time.
 */
final class NonceUse {
    /** Full nodes keep the state of this many blocks. */
    private static final int KEPT_STATES = 120;

    /** Blocks that were looked at before are looked at again only so far back: the chain may have replaced them. */
    private static final int REORGANISED = 12;

    /** Which transaction, in which block. */
    record Use(Hash32 transaction, long block) {}

    private final ChainClient client;
    private final Address account;

    NonceUse(ChainClient client, Address account) {
        this.client = client;
        this.account = account;
    }

    private record Answer(long head, Optional<Use> use) {}

    private final Map<Long, Answer> answers = new HashMap<>();

    /** As {@link #search}, once for each new block. */
    Optional<Use> find(long nonce, long head) {
        Answer known = answers.get(nonce);
        if (known != null && known.head() == head) return known.use();
        long from = Math.max(0, head - KEPT_STATES);
        Optional<Use> use = search(nonce, head, known == null ? from : Math.max(from, known.head() - REORGANISED));
        answers.put(nonce, new Answer(head, use));
        return use;
    }

    /** Empty when the node does not tell: it happened long ago and the node has no old states, or what it shows is not signed by us. */
    private Optional<Use> search(long nonce, long head, long from) {
        try {
            long after = head;
            long before = head;
            for (long step = KEPT_STATES; isUsed(nonce, before); step *= 8) {
                if (before == 0) return Optional.empty();
                after = before;
                before = Math.max(0, head - step);
            }
            while (after - before > 1) {
                long middle = (before + after) / 2;
                if (isUsed(nonce, middle)) after = middle;
                else before = middle;
            }
            return in(after, nonce);
        } catch (ChainException.Rejected noState) {
            return inBlocks(nonce, from, head);
        }
    }

    private Optional<Use> inBlocks(long nonce, long from, long head) {
        for (long block = head; block > from; block--) {
            Optional<Use> use = in(block, nonce);
            if (use.isPresent()) return use;
        }
        return Optional.empty();
    }

    private boolean isUsed(long nonce, long block) {
        return client.nonce(account, BlockTag.at(block)) > nonce;
    }

    private Optional<Use> in(long block, long nonce) {
        JsonNode transactions = client.request(
                        "eth_getBlockByNumber", BlockTag.at(block).text(), true)
                .path("transactions");
        for (JsonNode transaction : transactions) {
            Optional<Hash32> hash = SeenTransaction.signedBy(account, nonce, transaction);
            if (hash.isPresent()) return Optional.of(new Use(hash.get(), block));
        }
        return Optional.empty();
    }
}
