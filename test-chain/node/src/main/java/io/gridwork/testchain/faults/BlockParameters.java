package io.gridwork.testchain.faults;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the methods of the Ethereum API name a block (execution-apis, "Block number or tag", EIP-1898). */
final class BlockParameters {

    private static final Map<String, Integer> STATE = Map.of(
            "eth_call", 1,
            "eth_estimateGas", 1,
            "eth_getBalance", 1,
            "eth_getCode", 1,
            "eth_getTransactionCount", 1,
            "eth_createAccessList", 1,
            "eth_getStorageAt", 2,
            "eth_getProof", 2);

    private BlockParameters() {}

    /** The index of the parameter that says at which block a method reads the state, or -1 if it reads none. */
    static int stateOf(String method) {
        return STATE.getOrDefault(method, -1);
    }

    /** The number of a block named by number or hash; -1 for a tag, nothing, or an unknown hash. */
    static long number(@Nullable Object block, Scene scene) {
        return switch (block) {
            case Map<?, ?> object
            when object.get("blockHash") != null -> scene.node().numberOf(String.valueOf(object.get("blockHash")));
            case Map<?, ?> object -> Trees.quantity(object.get("blockNumber"));
            case String hash when hash.length() == 66 -> scene.node().numberOf(hash);
            case String tag when tag.equals("earliest") -> 0;
            case null, default -> Trees.quantity(block);
        };
    }
}
