package io.gridwork.testchain.faults;

import static io.gridwork.testchain.faults.Behaviour.onAnswer;
import static io.gridwork.testchain.faults.Behaviour.onCall;

import java.time.InstantSource;
import java.util.List;

/** Another view of the chain than the node behind has: late, early, of another chain, or with gaps. */
public enum ViewFault implements Fault {
    LAGGING,
    LAGGING_SECONDS,
    HEAD_GOES_BACK,
    RECEIPT_LATE,
    PENDING_NONCE_UNKNOWN,
    BLOCK_ZERO_IS_LATEST,
    BLOCK_ZERO_IS_NULL,
    OTHER_CHAIN,
    SYNCING,
    LOGS_LEFT_OUT,
    LOGS_ABOVE_HEAD_REFUSED,
    STATE_PRUNED,
    STATE_PRUNED_NULL,
    HISTORY_PRUNED;

    Traits traits() {
        return switch (this) {
            case LAGGING ->
                Traits.of("half of the calls are answered as by a node some blocks behind", onCall(Lag.blocks()))
                        .rhythm(new Rhythm.Share(0.5))
                        .amount(2, "blocks");
            case LAGGING_SECONDS ->
                Traits.of(
                                "half of the calls are answered as by a node that gets blocks some seconds later",
                                () -> onCall(Lag.seconds(InstantSource.system())))
                        .rhythm(new Rhythm.Share(0.5))
                        .amount(3, "seconds");
            case HEAD_GOES_BACK ->
                Traits.of("each second answer about the head is of an older block", onCall(Lag.blocks()))
                        .rhythm(new Rhythm.Every(2))
                        .amount(2, "blocks")
                        .on("eth_blockNumber", "eth_getBlockByNumber");
            case RECEIPT_LATE ->
                Traits.of(
                                "the first answers about a receipt are null, although the block is there",
                                ViewPlays::lateReceipts)
                        .amount(2, "answers")
                        .on("eth_getTransactionReceipt");
            case PENDING_NONCE_UNKNOWN ->
                Traits.of(
                                "the pending nonce is the one of the newest block: the pool is not counted",
                                onCall((call, _, next) -> next.apply(
                                        "pending".equals(call.param(1)) ? call.withParam(1, "latest") : call)))
                        .on("eth_getTransactionCount");
            case BLOCK_ZERO_IS_LATEST ->
                Traits.of(
                                "block 0 is answered with the newest block",
                                onCall((call, _, next) -> next.apply(
                                        Trees.quantity(call.param(0)) == 0 ? call.withParam(0, "latest") : call)))
                        .on("eth_getBlockByNumber");
            case BLOCK_ZERO_IS_NULL ->
                Traits.of(
                                "block 0 is null",
                                onCall((call, _, next) -> Trees.quantity(call.param(0)) == 0
                                        ? Answer.result(call, null)
                                        : next.apply(call)))
                        .on("eth_getBlockByNumber");
            case OTHER_CHAIN ->
                Traits.of(
                                "the chain id is another one, as behind a balancer with a node of another network",
                                onCall(ViewPlays::otherChain))
                        .amount(1, "chain id")
                        .on("eth_chainId", "net_version");
            case SYNCING ->
                Traits.of("eth_syncing says that the node catches up", onCall(ViewPlays::syncing))
                        .on("eth_syncing");
            case LOGS_LEFT_OUT ->
                Traits.of("eth_getLogs finds nothing", onAnswer(answer -> answer.withResult(List.of())))
                        .on("eth_getLogs");
            case LOGS_ABOVE_HEAD_REFUSED ->
                Traits.of(
                                "error -32602 Invalid params if toBlock is above the head, as Besu",
                                onCall(ViewPlays::refusedAboveHead))
                        .on("eth_getLogs");
            case STATE_PRUNED ->
                Traits.of(
                                "error -32000 missing trie node for state older than some blocks, as Geth",
                                onCall((call, scene, next) ->
                                        ViewPlays.pruned(call, scene, next, ViewPlays.missingTrieNode(call))))
                        .amount(2, "blocks");
            case STATE_PRUNED_NULL ->
                Traits.of(
                                "null for state older than some blocks, as Besu",
                                onCall((call, scene, next) ->
                                        ViewPlays.pruned(call, scene, next, Answer.result(call, null))))
                        .amount(2, "blocks");
            case HISTORY_PRUNED ->
                Traits.of(
                                "error 4444 pruned history unavailable for blocks, receipts and logs older than some blocks",
                                onCall(ViewPlays::historyPruned))
                        .amount(2, "blocks")
                        .on("eth_getBlockByNumber", "eth_getBlockReceipts", "eth_getLogs");
        };
    }
}
