package io.gridwork.indexer.bench;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What an {@code eth_getLogs} asks for: addresses and first topics, an empty set for every one, and the blocks as the chain
 * has them at this moment.
 */
public record LogQuery(List<CannedBlock> blocks, Set<Address> addresses, Set<Hash32> topics0) {
    /** @throws RpcRefusal for blocks that the chain does not have */
    public static LogQuery of(RpcCall call, CannedChain chain) {
        JsonNode filter = call.params().path(0);
        Set<Address> addresses = new HashSet<>();
        filter.path("address").forEach(each -> addresses.add(Address.parse(each.asString())));
        Set<Hash32> topics = new HashSet<>();
        filter.path("topics").path(0).forEach(each -> topics.add(Hash32.parse(each.asString())));
        return new LogQuery(blocks(filter, chain), addresses, topics);
    }

    private static List<CannedBlock> blocks(JsonNode filter, CannedChain chain) {
        if (filter.has("blockHash")) {
            Hash32 hash = Hash32.parse(filter.path("blockHash").asString());
            return List.of(chain.block(hash).orElseThrow(() -> new RpcRefusal(-32000, "unknown block")));
        }
        long from = CannedRpc.number(filter.path("fromBlock").asString());
        long to = CannedRpc.number(filter.path("toBlock").asString());
        if (to > chain.head()) throw new RpcRefusal(-32000, "toBlock is above the head");
        return chain.blocks(from, to);
    }

    public boolean matches(CannedLog log) {
        Hash32 topic0 = log.topic0();
        return (addresses.isEmpty() || addresses.contains(log.address()))
                && (topics0.isEmpty() || (topic0 != null && topics0.contains(topic0)));
    }

    /** How many logs the answer has. */
    public long count() {
        return blocks.stream()
                .flatMap(block -> block.logs().stream())
                .filter(this::matches)
                .count();
    }
}
