package io.gridwork.indexer.proof;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import org.jspecify.annotations.Nullable;

/** Logs of one contract with one first topic; null stands for any. */
public record LogPattern(
        @Nullable Address address, @Nullable Hash32 topic0) {
    public boolean matches(LogEntry log) {
        return (address == null || address.equals(log.address()))
                && (topic0 == null
                        || (!log.topics().isEmpty()
                                && topic0.equals(log.topics().getFirst())));
    }
}
