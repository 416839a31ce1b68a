package io.gridwork.contracts;

import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * What is to be computed: the Solidity struct {@code JobSpec}. Travels ABI-encoded in the {@code JobPosted} event; the order holds its
 * hash.
 *
 * @param programHash the program
 * @param inputRoot content root of the input
 * @param inputUri where the input can be fetched; what is fetched is checked against inputRoot
 * @param params program parameters, in the program's own encoding
 * @param outputLength exact length of the output in bytes: 0 to 2^63 - 1
 * @param node a node hired directly, or {@link NodeId#NONE}
 * @param excluded nodes that may not claim
 */
public record JobSpec(
        ProgramHash programHash,
        Hash32 inputRoot,
        String inputUri,
        Bytes params,
        long outputLength,
        NodeId node,
        List<NodeId> excluded) {
    private static final TupleType<Tuple> TYPE =
            TupleType.parse("((bytes32,bytes32,string,bytes,uint64,uint64,uint64[]))");

    /** @throws IllegalArgumentException naming the field that is out of range */
    public JobSpec {
        excluded = List.copyOf(excluded);
        Bounds.check("outputLength", outputLength, 0, Long.MAX_VALUE);
        if (excluded.contains(NodeId.NONE))
            throw new IllegalArgumentException("excluded names node 0, which is no node");
    }

    /**
     * Reads {@code abi.encode(spec)}.
     *
     * @throws IllegalArgumentException if the bytes are no such encoding, or a field is out of range: anyone can post anything
     */
    public static JobSpec decode(Bytes encoded) {
        Tuple spec;
        try {
            spec = TYPE.decode(encoded.toArray()).get(0);
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException malformed) {
            throw new IllegalArgumentException(
                    "not an ABI-encoded JobSpec (" + encoded.size() + " bytes): " + malformed.getMessage(), malformed);
        }
        return new JobSpec(
                new ProgramHash(Hash32.of(spec.get(0))),
                Hash32.of(spec.get(1)),
                spec.get(2),
                Bytes.wrap(spec.get(3)),
                exact("outputLength", spec.get(4)),
                NodeId.of(spec.get(5)),
                Arrays.stream(spec.<BigInteger[]>get(6)).map(NodeId::of).toList());
    }

    /** {@code abi.encode(spec)}, as {@code IJobEscrow.post} takes it. */
    public Bytes encode() {
        Tuple spec = Tuple.from(
                programHash.value().toArray(),
                inputRoot.toArray(),
                inputUri,
                params.toArray(),
                BigInteger.valueOf(outputLength),
                node.toBigInteger(),
                excluded.stream().map(NodeId::toBigInteger).toArray(BigInteger[]::new));
        return Bytes.wrap(TYPE.encode(Tuple.singleton(spec)).array());
    }

    /** Keccak-256 of {@link #encode}: what the job id commits to. */
    public Hash32 hash() {
        return encode().keccak256();
    }

    private static long exact(String name, BigInteger value) {
        Bounds.checkBits(name, value, 63);
        return value.longValueExact();
    }
}
