package io.gridwork.testchain.faults;

import io.gridwork.testchain.faults.Behaviour.CallPlay;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How some faults of {@link ViewFault} are played. */
final class ViewPlays {

    private ViewPlays() {}

    static Behaviour lateReceipts() {
        var asked = new ConcurrentHashMap<Object, Long>();
        CallPlay play = (call, scene, next) -> {
            Answer answer = next.apply(call);
            if (answer.result() == null || !(call.param(0) instanceof String hash)) return answer;
            return asked.merge(hash, 1L, Long::sum) <= scene.amount() ? Answer.result(call, null) : answer;
        };
        return Behaviour.onCall(play);
    }

    static Answer otherChain(Call call, Scene scene, Function<Call, Answer> next) {
        boolean decimal = call.method().equals("net_version");
        return Answer.result(call, decimal ? Long.toString(scene.amount()) : Trees.hex(scene.amount()));
    }

    static Answer syncing(Call call, Scene scene, Function<Call, Answer> next) {
        long head = scene.node().head();
        return Answer.result(
                call,
                Trees.object(
                        "startingBlock",
                        "0x0",
                        "currentBlock",
                        Trees.hex(head),
                        "highestBlock",
                        Trees.hex(head + 1000)));
    }

    static Answer refusedAboveHead(Call call, Scene scene, Function<Call, Answer> next) {
        boolean above = call.param(0) instanceof Map<?, ?> filter
                && Math.max(Trees.quantity(filter.get("fromBlock")), Trees.quantity(filter.get("toBlock")))
                        > scene.node().head();
        return above ? Answer.error(call, -32602, "Invalid params") : next.apply(call);
    }

    static Answer missingTrieNode(Call call) {
        return Answer.error(
                call, -32000, "missing trie node 2a5f…c1 (path ) state 0x2a5f…c1 is not available, not found");
    }

    static Answer pruned(Call call, Scene scene, Function<Call, Answer> next, Answer refusal) {
        int place = BlockParameters.stateOf(call.method());
        if (place < 0) return next.apply(call);
        return isOld(BlockParameters.number(call.param(place), scene), scene) ? refusal : next.apply(call);
    }

    static Answer historyPruned(Call call, Scene scene, Function<Call, Answer> next) {
        @Nullable Object from = call.param(0) instanceof Map<?, ?> filter ? filter.get("fromBlock") : call.param(0);
        return isOld(BlockParameters.number(from, scene), scene)
                ? Answer.error(call, 4444, "pruned history unavailable")
                : next.apply(call);
    }

    private static boolean isOld(long number, Scene scene) {
        return number >= 0 && number + scene.amount() < scene.node().head();
    }
}
