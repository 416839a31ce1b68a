package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.util.Set;

/** Which logs: those of any of the addresses, with any of the first topics. An empty set stands for every one. */
public record LogFilter(Set<Address> addresses, Set<Hash32> topics0) {
    public static final LogFilter ALL = new LogFilter(Set.of(), Set.of());

    public LogFilter {
        addresses = Set.copyOf(addresses);
        topics0 = Set.copyOf(topics0);
    }

    public static LogFilter of(Address... addresses) {
        return new LogFilter(Set.of(addresses), Set.of());
    }
}
