package io.gridwork.testchain.faults;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How some faults of {@link AnswerFault} are played. */
final class AnswerPlays {

    private static final Set<Object> UNKNOWN_TAGS = Set.of("finalized", "safe");

    private AnswerPlays() {}

    static Answer backoff(Call call, long seconds) {
        var rate = Trees.object("allowed_rps", 10, "backoff_seconds", seconds, "current_rps", 25.3);
        var data = Trees.object("rate", rate, "see", "https://provider.example/dashboard");
        var message = "daily request count exceeded, request rate limited";
        return Answer.error(call, Trees.object("code", -32005, "message", message, "data", data))
                .at(429);
    }

    static Behaviour methodNotFound() {
        return Behaviour.onCall((call, _, _) -> notFound(call));
    }

    static Answer notFound(Call call) {
        return Answer.error(call, -32601, "the method " + call.method() + " does not exist/is not available");
    }

    static Answer withoutFinalized(Call call, Scene scene, Function<Call, Answer> next) {
        if (call.params().stream().anyMatch(param -> param != null && UNKNOWN_TAGS.contains(param)))
            return Answer.error(call, -39001, "Unknown block");
        boolean inFilter = call.param(0) instanceof Map<?, ?> filter
                && (isUnknown(filter.get("fromBlock")) || isUnknown(filter.get("toBlock")));
        return inFilter ? Answer.error(call, -32602, "Invalid block number params") : next.apply(call);
    }

    private static boolean isUnknown(@Nullable Object tag) {
        return tag != null && UNKNOWN_TAGS.contains(tag);
    }
}
