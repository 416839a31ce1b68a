package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gridwork.abi.Hash32;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Answers calls from a {@link CannedChain}, honestly. */
final class CannedRpc {
    private final CannedChain chain;
    private final CannedJson json;

    CannedRpc(CannedChain chain) {
        this.chain = chain;
        json = new CannedJson(chain.timestamps());
    }

    /** The result as JSON. @throws RpcRefusal for what a node would refuse */
    byte[] result(RpcCall call) {
        return switch (call.method()) {
            case "eth_chainId" -> quantity(CannedChain.CHAIN_ID);
            case "net_version" -> text("\"" + CannedChain.CHAIN_ID + "\"");
            case "web3_clientVersion" -> text("\"gridwork/canned\"");
            case "eth_blockNumber" -> quantity(chain.head());
            case "eth_getCode" -> text("\"0x6001\"");
            case "eth_getBlockByNumber", "eth_getBlockByHash" -> orNull(block(call), json::block);
            case "eth_getBlockReceipts" -> orNull(block(call), json::receipts);
            case "eth_getLogs" -> {
                LogQuery query = LogQuery.of(call, chain);
                yield json.logs(query.blocks(), query::matches);
            }
            default -> throw new RpcRefusal(-32601, "the method " + call.method() + " does not exist");
        };
    }

    private Optional<CannedBlock> block(RpcCall call) {
        JsonNode block = call.params().path(0);
        String name = block.isObject() ? block.path("blockHash").asString("") : block.asString();
        return switch (name) {
            case "latest", "pending" -> chain.block(chain.head());
            case "safe", "finalized" -> chain.block(Math.max(0, chain.head() - 64));
            case "earliest" -> chain.block(0);
            default ->
                name.length() == 2 + 2 * Hash32.BYTES ? chain.block(Hash32.parse(name)) : chain.block(number(name));
        };
    }

    private static byte[] orNull(Optional<CannedBlock> block, Function<CannedBlock, byte[]> render) {
        return block.map(render).orElseGet(() -> text("null"));
    }

    private static byte[] quantity(long value) {
        return text("\"0x" + Long.toHexString(value) + "\"");
    }

    private static byte[] text(String json) {
        return json.getBytes(US_ASCII);
    }

    static long number(String quantity) {
        try {
            return Long.parseLong(quantity, 2, quantity.length(), 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new RpcRefusal(-32602, "not a block number: " + quantity);
        }
    }
}
