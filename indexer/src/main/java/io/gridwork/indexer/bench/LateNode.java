package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node that is late by this many blocks and answers for those that it lacks as most nodes do: with nothing, and without a
 * word of warning.
 */
public record LateNode(long blocksLate) implements Faults {
    @Override
    public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
        long head = Math.max(0, chain.head() - blocksLate);
        return switch (call.method()) {
            case "eth_blockNumber" -> ("\"" + quantity(head) + "\"").getBytes(US_ASCII);
            case "eth_getBlockByNumber", "eth_getBlockReceipts" -> block(call, chain, head, honest);
            case "eth_getLogs" -> logs(call, chain, head, honest);
            default -> honest.get();
        };
    }

    private static byte[] block(RpcCall call, CannedChain chain, long head, Supplier<byte[]> honest) {
        String name = call.params().path(0).asString();
        if (name.equals("latest") || name.equals("pending")) {
            return new CannedRpc(chain).result(with(call, quantity(head)));
        }
        boolean unknown = name.startsWith("0x") && name.length() < 20 && CannedRpc.number(name) > head;
        return unknown ? "null".getBytes(US_ASCII) : honest.get();
    }

    private static byte[] logs(RpcCall call, CannedChain chain, long head, Supplier<byte[]> honest) {
        JsonNode filter = call.params().path(0);
        if (filter.has("blockHash") || CannedRpc.number(filter.path("toBlock").asString()) <= head) return honest.get();
        if (CannedRpc.number(filter.path("fromBlock").asString()) > head) return "[]".getBytes(US_ASCII);
        ObjectNode cut = ((ObjectNode) filter).deepCopy().put("toBlock", quantity(head));
        return new CannedRpc(chain)
                .result(new RpcCall(
                        call.method(), JsonMapper.shared().createArrayNode().add(cut)));
    }

    private static RpcCall with(RpcCall call, String block) {
        return new RpcCall(
                call.method(), JsonMapper.shared().createArrayNode().add(block).add(false));
    }

    private static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }
}
