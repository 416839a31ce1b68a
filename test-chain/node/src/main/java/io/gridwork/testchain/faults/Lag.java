package io.gridwork.testchain.faults;

import io.gridwork.testchain.faults.Behaviour.CallPlay;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Answers as a node would whose newest block is an older one: younger blocks are not there, nor what they changed. */
final class Lag implements CallPlay {

    private static final Set<String> HEAD_TAGS = Set.of("latest", "pending");

    private final ToLongFunction<Scene> newest;

    private Lag(ToLongFunction<Scene> newest) {
        this.newest = newest;
    }

    static CallPlay blocks() {
        return new Lag(scene -> Math.max(0, scene.node().head() - scene.amount()));
    }

    /** Behind by time since the faulty node saw a block first, for which it has to be asked while blocks come. */
    static CallPlay seconds(InstantSource clock) {
        return new Lag(new Sightings(clock));
    }

    @Override
    public Answer answer(Call call, Scene scene, Function<Call, Answer> next) {
        long head = newest.applyAsLong(scene);
        return switch (call.method()) {
            case "eth_blockNumber" -> changed(next.apply(call), Trees.hex(head));
            case "eth_getBlockByNumber", "eth_getBlockReceipts" -> block(call, scene, next, head);
            case "eth_getBlockByHash", "eth_getTransactionReceipt", "eth_getTransactionByHash" ->
                unlessYounger(next.apply(call), head);
            case "eth_getLogs" -> logs(next.apply(call), head);
            case "eth_feeHistory" -> next.apply(at(call, 1, head));
            default -> state(call, scene, next, head);
        };
    }

    private static Answer changed(Answer honest, Object result) {
        return honest.withResult(result);
    }

    private static Answer block(Call call, Scene scene, Function<Call, Answer> next, long head) {
        if (BlockParameters.number(call.param(0), scene) > head) return Answer.result(call, null);
        return next.apply(at(call, 0, head));
    }

    private static Answer unlessYounger(Answer answer, long head) {
        if (!(answer.result() instanceof Map<?, ?> found)) return answer;
        long number = Trees.quantity(found.get(Fields.isBlock(found) ? "number" : "blockNumber"));
        return number > head ? answer.withResult(null) : answer;
    }

    /** As most nodes, it says nothing about blocks that it does not have. */
    private static Answer logs(Answer answer, long head) {
        if (!(answer.result() instanceof List<?> logs)) return answer;
        var known = new ArrayList<@Nullable Object>();
        for (Object log : logs)
            if (!(log instanceof Map<?, ?> fields) || Trees.quantity(fields.get("blockNumber")) <= head) known.add(log);
        return answer.withResult(known);
    }

    private static Answer state(Call call, Scene scene, Function<Call, Answer> next, long head) {
        int place = BlockParameters.stateOf(call.method());
        if (place < 0) return next.apply(call);
        if (BlockParameters.number(call.param(place), scene) > head)
            return Answer.error(call, -32000, "header not found");
        return next.apply(at(call, place, head));
    }

    /** The call with a tag of the head, or no block at all, replaced by the older block. */
    private static Call at(Call call, int place, long head) {
        Object block = call.param(place);
        return block == null || HEAD_TAGS.contains(block) ? call.withParam(place, Trees.hex(head)) : call;
    }

    /** When each block was seen first. */
    private static final class Sightings implements ToLongFunction<Scene> {

        private final InstantSource clock;
        private final TreeMap<Long, Instant> seen = new TreeMap<>();

        Sightings(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public synchronized long applyAsLong(Scene scene) {
            long head = scene.node().head();
            Instant now = clock.instant();
            // What was there at the first look is known to every node.
            if (seen.isEmpty()) seen.put(head, Instant.MIN);
            for (long block = seen.lastKey() + 1; block <= head; block++) seen.put(block, now);
            Instant late = now.minusSeconds(scene.amount());
            while (head > seen.firstKey() && seen.getOrDefault(head, now).isAfter(late)) head--;
            return head;
        }
    }
}
