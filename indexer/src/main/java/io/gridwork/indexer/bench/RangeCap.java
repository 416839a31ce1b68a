package io.gridwork.indexer.bench;

import java.util.Locale;

/** How providers word it that a range has too many blocks. */
public enum RangeCap {
    ALCHEMY(
            -32600,
            "You can make eth_getLogs requests with up to a %1$d block range. Based on your parameters, this block range should work: [0x%2$x, 0x%3$x]"),
    INFURA(-32602, "range %4$d exceeds limit of %1$d"),
    QUICKNODE(-32614, "eth_getLogs is limited to a %1$,d range"),
    ANKR(-32600, "block range is too wide"),
    ERIGON(-32602, "query block range exceeds server limit, narrow your filter: %1$d"),
    GETH(-32602, "exceed maximum block range: %1$d"),
    BESU(-32005, "Requested range exceeds maximum RPC range limit"),
    RETH(-32602, "query exceeds max block range %1$d"),
    CHAINSTACK(
            -32602,
            "Block range limit exceeded. See more details at https://docs.chainstack.com/docs/limits#evm-range-limits."),
    DRPC(35, "ranges over %1$d blocks are not supported on free plan"),
    CLOUDFLARE(-32047, "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: %1$d"),
    NOBODY(-32000, "the range is more than this plan is for");

    private final int code;
    private final String words;

    RangeCap(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The refusal of blocks {@code from} to {@code from + span - 1} where {@code most} are allowed. */
    RpcRefusal refusal(long most, long from, long span) {
        return new RpcRefusal(code, String.format(Locale.ROOT, words, most, from, from + most - 1, span));
    }
}
