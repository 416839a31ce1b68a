package io.gridwork.chain;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Hex;
import io.gridwork.abi.Uint256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A block's header as the chain hashes it: the RLP list of its fields.
 *
 * @see <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper, section 4.3</a>
 */
final class HeaderEncoding {
    private static final List<String> FIELDS = List.of(
            "parentHash",
            "sha3Uncles",
            "miner",
            "stateRoot",
            "transactionsRoot",
            "receiptsRoot",
            "logsBloom",
            "difficulty",
            "number",
            "gasLimit",
            "gasUsed",
            "timestamp",
            "extraData",
            "mixHash",
            "nonce");

    /** Each fork appends to the list, so a block has the first few of these: London, Shanghai, Cancun (three), Prague. */
    private static final List<String> LATER_FIELDS = List.of(
            "baseFeePerGas",
            "withdrawalsRoot",
            "blobGasUsed",
            "excessBlobGas",
            "parentBeaconBlockRoot",
            "requestsHash");

    /** Written without leading zeros. All others are byte strings. */
    private static final Set<String> QUANTITIES = Set.of(
            "difficulty",
            "number",
            "gasLimit",
            "gasUsed",
            "timestamp",
            "baseFeePerGas",
            "blobGasUsed",
            "excessBlobGas");

    private HeaderEncoding() {}

    /**
     * The header of a block that a node answered.
     *
     * @param block the result of {@code eth_getBlockByNumber}
     * @throws IllegalArgumentException with the reason, when it is another block or the header does not have the block's hash
     */
    static Bytes of(JsonNode block, long number) {
        if (!quantity(block, "number").equals(BigInteger.valueOf(number)))
            throw new IllegalArgumentException("the node gave block " + quantity(block, "number") + " instead");
        List<byte[]> fields = Stream.concat(
                        FIELDS.stream(), LATER_FIELDS.stream().filter(block::hasNonNull))
                .map(name -> field(block, name))
                .toList();
        Bytes header = Bytes.wrap(RLPEncoder.list(fields));
        Hash32 claimed = Hash32.parse(text(block, "hash"));
        Hash32 computed = header.keccak256();
        if (computed.equals(claimed)) return header;
        throw new IllegalArgumentException(
                "the hash of its header is " + computed + ", but the node says " + claimed
                        + ". The chain may have header fields that this version of Gridwork does not know; look for a newer version");
    }

    private static byte[] field(JsonNode block, String name) {
        if (!QUANTITIES.contains(name)) return Hex.decode(text(block, name));
        byte[] bytes = quantity(block, name).toByteArray();
        // BigInteger writes a zero byte before a first byte of 128 or more, and for zero.
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static BigInteger quantity(JsonNode block, String name) {
        return Uint256.parse(text(block, name)).toBigInteger();
    }

    private static String text(JsonNode block, String name) {
        if (!block.hasNonNull(name)) throw new IllegalArgumentException("the block has no " + name);
        return block.path(name).asString("");
    }
}
