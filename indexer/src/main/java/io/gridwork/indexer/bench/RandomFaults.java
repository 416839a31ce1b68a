package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Misbehaves by chance, and within limits.
 *
 * @param random decides; the same seed gives the same faults to the same requests in the same order
 * @param failing share of requests that end in a 429, a 503, a broken-off or an unreadable answer
 * @param maxSpan blocks that one eth_getLogs may span
 * @param maxLogs logs that one eth_getLogs may answer
 * @param reorgEvery after so many requests the newest blocks are replaced; 0: never
 * @param byHash whether eth_getLogs knows blockHash
 */
public record RandomFaults(Random random, double failing, long maxSpan, int maxLogs, int reorgEvery, boolean byHash)
        implements Faults {
    private static final byte[] RATE_LIMIT =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"rate limit reached\"}}"
                    .getBytes(UTF_8);

    @Override
    public void before(long request, CannedChain chain) {
        if (reorgEvery == 0 || request % reorgEvery != 0) return;
        int depth = 1 + random.nextInt(12);
        chain.reorganise(depth, depth + random.nextInt(4));
    }

    @Override
    public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
        if (call.method().equals("eth_getLogs")) {
            if (!byHash && call.params().path(0).has("blockHash"))
                throw new RpcRefusal(-32000, "blockHash is not supported");
            LogQuery query = LogQuery.of(call, chain);
            if (query.blocks().size() > maxSpan) throw new RpcRefusal(-32000, "the range is too wide for this plan");
            if (query.count() > maxLogs) throw new RpcRefusal(-32000, "that is more than we care to give");
        }
        return honest.get();
    }

    @Override
    public Reply reply(Supplier<Reply> honest) {
        boolean fails = random.nextDouble() < failing;
        if (!fails) return honest.get();
        return switch (random.nextInt(4)) {
            case 0 -> Reply.refusal(429, "slow down");
            case 1 -> Reply.refusal(503, "<html>no backend</html>");
            case 2 -> half(honest.get());
            default -> Reply.ok(List.of(RATE_LIMIT));
        };
    }

    private static Reply half(Reply whole) {
        AsciiBuffer joined = new AsciiBuffer((int) whole.length());
        whole.body().forEach(joined::put);
        byte[] bytes = joined.toBytes();
        return Reply.ok(List.of(Arrays.copyOf(bytes, bytes.length / 2)));
    }
}
