package io.gridwork.testchain.faults;

import io.gridwork.testchain.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the faults of {@link LimitFault} are played. */
final class LimitPlays {

    private LimitPlays() {}

    /** The blocks that a filter asks for. */
    private record Range(long from, long to) {
        long blocks() {
            return to - from + 1;
        }
    }

    /** One provider for as long as the fault is played. */
    private static final class Provider {
        private final List<ProviderWords> choice;
        private final AtomicReference<@Nullable ProviderWords> chosen = new AtomicReference<>();

        Provider(List<ProviderWords> choice) {
            this.choice = choice;
        }

        Answer refusal(Call call, Scene scene, long from, long to) {
            ProviderWords words = chosen.updateAndGet(
                    old -> old != null ? old : choice.get(scene.random().nextInt(choice.size())));
            return words == null
                    ? Answer.error(call, -32005, "limit exceeded")
                    : words.refusal(call, scene.amount(), from, to);
        }
    }

    static Behaviour range() {
        var provider = new Provider(ProviderWords.RANGE);
        return Behaviour.onCall((call, scene, next) -> {
            Optional<Range> wide = tooWide(call, scene);
            return wide.isPresent()
                    ? provider.refusal(call, scene, wide.get().from(), fits(wide.get(), scene))
                    : next.apply(call);
        });
    }

    static Behaviour untoldRange() {
        return ifTooWide(call -> Answer.error(call, -32000, "that is more than we care to give"));
    }

    static Behaviour timeout() {
        return ifTooWide(call -> Answer.error(call, -32002, "request timed out"));
    }

    private static Behaviour ifTooWide(Function<Call, Answer> refusal) {
        return Behaviour.onCall(
                (call, scene, next) -> tooWide(call, scene).isPresent() ? refusal.apply(call) : next.apply(call));
    }

    static Behaviour results() {
        var provider = new Provider(ProviderWords.RESULTS);
        return Behaviour.onCall((call, scene, next) -> {
            Answer answer = next.apply(call);
            boolean fits = !(answer.result() instanceof List<?> logs) || logs.size() <= scene.amount();
            if (fits) return answer;
            Range range = range(call, scene).orElse(new Range(0, 0));
            return provider.refusal(call, scene, range.from(), range.from() + (range.blocks() - 1) / 2);
        });
    }

    static Behaviour size() {
        var provider = new Provider(ProviderWords.SIZE);
        return Behaviour.onCall((call, scene, next) -> {
            Answer answer = next.apply(call);
            int bytes = Json.write(answer.json()).getBytes(StandardCharsets.UTF_8).length;
            return bytes > scene.amount() ? provider.refusal(call, scene, 0, 0) : answer;
        });
    }

    static Answer addresses(Call call, Scene scene, Function<Call, Answer> next) {
        boolean tooMany = call.param(0) instanceof Map<?, ?> filter
                && filter.get("address") instanceof List<?> list
                && list.size() > scene.amount();
        return tooMany
                ? Answer.error(call, -32000, "exceed max addresses or topics per search position")
                : next.apply(call);
    }

    static Answer gasCap(Call call, Scene scene, Function<Call, Answer> next) {
        long gas = gasOf(call);
        String message = "transaction gas limit too high (cap: " + scene.amount() + ", tx: " + gas + ")";
        return gas > scene.amount() ? Answer.error(call, -32000, message) : next.apply(call);
    }

    static Answer blockGas(Call call, Scene scene, Function<Call, Answer> next) {
        boolean sends =
                call.method().equals("eth_sendRawTransaction") || call.method().equals("eth_estimateGas");
        if (sends && gasOf(call) > scene.amount()) return Answer.error(call, -32000, "exceeds block gas limit");
        Answer answer = next.apply(call);
        return answer.withResult(Trees.changed(
                answer.result(), Fields::isBlock, block -> block.put("gasLimit", Trees.hex(scene.amount()))));
    }

    private static long gasOf(Call call) {
        return switch (call.param(0)) {
            case Map<?, ?> transaction -> Trees.quantity(transaction.get("gas"));
            case String raw ->
                RawTransaction.parse(raw).map(RawTransaction::gas).orElse(-1L);
            case null, default -> -1;
        };
    }

    private static Optional<Range> tooWide(Call call, Scene scene) {
        return range(call, scene).filter(range -> range.blocks() > scene.amount());
    }

    private static long fits(Range range, Scene scene) {
        return range.from() + Math.max(0, scene.amount() - 1);
    }

    private static Optional<Range> range(Call call, Scene scene) {
        if (!(call.param(0) instanceof Map<?, ?> filter) || filter.containsKey("blockHash")) return Optional.empty();
        long head = scene.node().head();
        return Optional.of(new Range(number(filter.get("fromBlock"), head), number(filter.get("toBlock"), head)));
    }

    private static long number(@Nullable Object block, long head) {
        if ("earliest".equals(block)) return 0;
        long number = Trees.quantity(block);
        return number < 0 ? head : number;
    }
}
