package io.gridwork.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One log of one block, as {@code eth_getLogs} gives it. {@code address}: the contract that emitted it;
 * {@code blockTimestamp}: seconds since 1970, null where the node leaves it out; {@code logIndex}: its place in the
 * block; {@code removed}: the node says that a reorg took it away.
 */
public record LogEntry(
        Address address,
        List<Hash32> topics,
        Bytes data,
        long blockNumber,
        Hash32 blockHash,
        @Nullable Long blockTimestamp,
        Hash32 txHash,
        int txIndex,
        int logIndex,
        boolean removed) {
    public LogEntry {
        topics = List.copyOf(topics);
    }
}
