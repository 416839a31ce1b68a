package io.gridwork.testchain.faults;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** How some faults of {@link TransactionFault} are played. */
final class TransactionPlays {

    private TransactionPlays() {}

    /** The hash is computed by the node, because the JDK knows SHA-3 and not Keccak. */
    static Answer dropped(Call call, Scene scene, Function<Call, Answer> next) {
        return call.param(0) instanceof String raw
                ? Answer.result(call, scene.node().call("web3_sha3", raw))
                : next.apply(call);
    }

    static Behaviour takenWithError() {
        Set<Object> taken = ConcurrentHashMap.newKeySet();
        return Behaviour.onCall((call, _, next) -> {
            String raw = String.valueOf(call.param(0));
            if (taken.contains(raw)) return Answer.error(call, -32000, "already known");
            Answer answer = next.apply(call);
            if (answer.failed()) return answer;
            taken.add(raw);
            return Answer.error(call, -32603, "Internal error");
        });
    }

    static Answer alreadyKnown(Call call, Scene scene, Function<Call, Answer> next) {
        Answer answer = next.apply(call);
        return answer.failed() ? answer : Answer.error(call, -32000, "already known");
    }

    static Reply takenWithReset(Supplier<HttpAnswer> honest) {
        return new Reply(honest.get().bytes(0), Reply.End.RESET, 0);
    }
}
