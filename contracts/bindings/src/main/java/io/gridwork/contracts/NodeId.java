package io.gridwork.contracts;

import java.math.BigInteger;

/**
 * Serial number of a node: the Solidity type {@code NodeId}.
 *
 * @param value 1 to 2^32 - 1, or 0 for no node
 */
public record NodeId(long value) implements Comparable<NodeId> {
    public static final NodeId NONE = new NodeId(0);

    public NodeId {
        Bounds.check("node id", value, 0, Bounds.UINT32);
    }

    /** From a wrapper's value. */
    public static NodeId of(BigInteger value) {
        Bounds.checkBits("node id", value, 32);
        return new NodeId(value.longValueExact());
    }

    public boolean isNone() {
        return value == 0;
    }

    public BigInteger toBigInteger() {
        return BigInteger.valueOf(value);
    }

    @Override
    public int compareTo(NodeId that) {
        return Long.compare(value, that.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
