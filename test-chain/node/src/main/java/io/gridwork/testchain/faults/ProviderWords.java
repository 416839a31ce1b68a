package io.gridwork.testchain.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a provider says that something is too much. The words are those of the table in the indexer's tests, where their sources stand.
 *
 * @param message with the limit as {@code %1$d}, and the blocks of a range that would do as {@code %2$d} and {@code %3$d}
 */
record ProviderWords(
        String provider,
        int status,
        long code,
        String message,
        @Nullable String data) {

    static final List<ProviderWords> RANGE = List.of(
            of(
                    "Alchemy",
                    400,
                    -32600,
                    "You can make eth_getLogs requests with up to a %1$d block range. Based on your parameters, "
                            + "this block range should work: [0x%2$x, 0x%3$x]"),
            of("Infura", 200, -32602, "range 1000000 exceeds limit of %1$d"),
            of("QuickNode", 413, -32614, "eth_getLogs is limited to a %1$d range"),
            of("Ankr", 200, -32600, "block range is too wide"),
            of("Besu", 200, -32005, "Requested range exceeds maximum RPC range limit"),
            of("Geth", 200, -32602, "exceed maximum block range: %1$d"),
            of("Erigon", 200, -32602, "query block range exceeds server limit, narrow your filter: %1$d"),
            of("Reth", 200, -32602, "query exceeds max block range %1$d"),
            of("dRPC", 400, 35, "ranges over %1$d blocks are not supported on free plan"),
            of(
                    "Cloudflare",
                    200,
                    -32047,
                    "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: %1$d"),
            of("Moonbeam", 200, -32603, "block range is too wide (maximum %1$d)"),
            new ProviderWords(
                    "Blast",
                    400,
                    -32602,
                    "Invalid params",
                    "the range 100 - 999 exceeds the range allowed for your plan (899 > %1$d)."));

    static final List<ProviderWords> RESULTS = List.of(
            of(
                    "Infura",
                    200,
                    -32005,
                    "query returned more than %1$d results. Try with this block range [0x%2$X, 0x%3$X]."),
            of("Infura", 200, -32005, "query returned more than %1$d results"),
            of("Alchemy", 200, -32602, "Log response size exceeded. Please reduce query block range."),
            of("Ankr", 200, -32000, "query exceeds max results %1$d"),
            of("Nethermind", 200, -32005, "Too many logs requested. Max logs per response is %1$d."),
            of("Reth", 200, -32602, "query exceeds max results %1$d, retry with the range %2$d-%3$d"));

    static final List<ProviderWords> SIZE = List.of(
            of("Geth", 200, -32003, "response too large"),
            of("Reth", 200, -32008, "Response is too big"),
            of("1RPC", 200, -32000, "response size should not greater than %1$d bytes"),
            of("Base", 500, -32020, "backend response too large"),
            of("nginx", 413, -32000, "Payload Too Large"));

    private static ProviderWords of(String provider, int status, long code, String message) {
        return new ProviderWords(provider, status, code, message, null);
    }

    /** @param from the first block of a range that would do, to {@code to} */
    Answer refusal(Call call, long limit, long from, long to) {
        var error = Trees.object("code", code, "message", filled(message, limit, from, to));
        if (data != null) error.put("data", Trees.object("range", filled(data, limit, from, to)));
        return Answer.error(call, error).at(status);
    }

    private static String filled(String words, long limit, long from, long to) {
        return words.formatted(limit, from, to);
    }
}
