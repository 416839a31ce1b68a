package io.gridwork.chain;

import io.gridwork.abi.Bytes;
import io.gridwork.rpc.ChainException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A block's header in RLP, the proof that the contract {@code RandaoSeed} takes. The Keccak-256 hash of the header is the block's hash,
 * so it proves each of its fields to whoever knows that hash.
 */
public sealed interface HeaderProof {
    /** The header's hash is the hash that the node gives the block. */
    record Proved(Bytes header) implements HeaderProof {}

    /** The node does not have the block. Ask again later. */
    record NoBlock(String reason) implements HeaderProof {}

    /** The node's answer does not contain the header that was hashed. Asking the same node again does not help. */
    record Unprovable(String reason) implements HeaderProof {}

    /** Reads the block and proves it. @throws ChainException when no endpoint answers */
    static HeaderProof of(ChainClient client, long number) {
        JsonNode block = block(client, BlockTag.at(number));
        if (!block.isObject())
            return new NoBlock("block " + number + " is not known to " + client.name()
                    + "; ask again when the node has reached that block");
        try {
            return new Proved(HeaderEncoding.of(block, number));
        } catch (IllegalArgumentException unprovable) {
            return new Unprovable(
                    "block " + number + " of " + client.name() + " cannot be proved: " + unprovable.getMessage());
        }
    }

    private static JsonNode block(ChainClient client, BlockTag tag) {
        try {
            return client.request("eth_getBlockByNumber", tag.text(), false);
        } catch (ChainException.Rejected rejected) {
            if (rejected.isLack()) return NullNode.getInstance();
            throw rejected;
        }
    }
}
