package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Misbehaves by chance, and within limits.
 *
 * @param random decides; the same seed gives the same faults to the same requests in the same order
 * @param failing share of requests that end in a 429, a 5xx, a broken-off, an unreadable or no answer
 * @param silence whether some of them are never answered, for which the asker waits until its time-out
 * @param cap how a range of too many blocks is refused
 * @param maxSpan blocks that one eth_getLogs may span
 * @param maxLogs logs that one eth_getLogs may answer
 * @param reorgEvery after so many requests the newest blocks are replaced; 0: never
 * @param deepest blocks that are replaced at most
 * @param byHash whether eth_getLogs knows blockHash
 */
public record RandomFaults(
        Random random,
        double failing,
        boolean silence,
        RangeCap cap,
        long maxSpan,
        int maxLogs,
        int reorgEvery,
        int deepest,
        boolean byHash)
        implements Faults {
    private static final int SHALLOW = 12;
    private static final byte[] RATE_LIMIT =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"rate limit reached\"}}"
                    .getBytes(UTF_8);
    private static final byte[] NO_JSON = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[{]}".getBytes(UTF_8);

    /** Shallow reorganisations, no silence, and a cap in words that nobody knows. */
    public RandomFaults(Random random, double failing, long maxSpan, int maxLogs, int reorgEvery, boolean byHash) {
        this(random, failing, false, RangeCap.NOBODY, maxSpan, maxLogs, reorgEvery, SHALLOW, byHash);
    }

    @Override
    public void before(long request, CannedChain chain) {
        if (reorgEvery == 0 || request % reorgEvery != 0) return;
        int times = 1 + random.nextInt(2); // two at once: the second before anybody has seen the first
        for (int i = 0; i < times; i++) {
            int depth = 1 + random.nextInt(deepest);
            chain.reorganise(depth, depth + random.nextInt(4));
        }
    }

    @Override
    public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
        if (call.method().equals("eth_getLogs")) {
            if (!byHash && call.params().path(0).has("blockHash"))
                throw new RpcRefusal(-32000, "blockHash is not supported");
            LogQuery query = LogQuery.of(call, chain);
            int span = query.blocks().size();
            if (span > maxSpan)
                throw cap.refusal(maxSpan, query.blocks().getFirst().number(), span);
            if (query.count() > maxLogs)
                throw new RpcRefusal(-32005, "query returned more than " + maxLogs + " results");
        }
        return honest.get();
    }

    @Override
    public Reply reply(Supplier<Reply> honest) {
        if (random.nextDouble() >= failing) return honest.get();
        return switch (random.nextInt(silence ? 9 : 8)) {
            case 0 -> Reply.refusal(429, "slow down");
            case 1 -> Reply.refusal(429, "slow down").with(Map.of("Retry-After", "0"));
            case 2 -> Reply.refusal(503, "<html>no backend</html>");
            case 3 -> Reply.refusal(502, "<html>bad gateway</html>");
            case 4 -> half(honest.get());
            case 5 -> Reply.ok(List.of(NO_JSON));
            case 6 -> Reply.NONE;
            case 7 -> Reply.ok(List.of(RATE_LIMIT));
            default -> Reply.SILENCE;
        };
    }

    private static Reply half(Reply whole) {
        AsciiBuffer joined = new AsciiBuffer((int) whole.length());
        whole.body().forEach(joined::put);
        byte[] bytes = joined.toBytes();
        return Reply.ok(List.of(Arrays.copyOf(bytes, bytes.length / 2)));
    }
}
