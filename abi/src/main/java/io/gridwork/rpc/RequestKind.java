package io.gridwork.rpc;

import java.util.List;

/** What a request asks for, as far as it changes what an error means. */
enum RequestKind {
    /** A block, a receipt, a balance. */
    READ,
    /** A block by a name that not every node knows: safe, finalized. */
    NAMED_BLOCK,
    /** Logs: the request can be divided. */
    LOGS,
    /** A contract runs, and may refuse. */
    CALL,
    /** A signed transaction for the pool. */
    SEND;

    private static final List<String> RARE_NAMES = List.of("safe", "finalized");

    static RequestKind of(String method, List<?> params) {
        return switch (method) {
            case "eth_getLogs" -> LOGS;
            case "eth_call", "eth_estimateGas" -> CALL;
            case "eth_sendRawTransaction" -> SEND;
            case "eth_getBlockByNumber" -> RARE_NAMES.contains(params.getFirst()) ? NAMED_BLOCK : READ;
            default -> READ;
        };
    }
}
