package io.gridwork.indexer.decode;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Decides which logs are kept raw. A log counts as decoded for a selector only if an event source of that selector gave a row: what is
 * kept of a contract must not depend on other event sources.
 */
final class RawLogFilter {
    private record ChildrenSource(ContractSelector.Children selector, KeepRaw keep) {}

    private final Map<Address, KeepRaw> at = new HashMap<>();
    private final List<ChildrenSource> named = new ArrayList<>();
    private final Function<AddressParameter, FactoryChildren> known;
    private final List<ContractSelector.Children> decoded = new ArrayList<>();

    RawLogFilter(Collection<EventSource> eventSources, Function<AddressParameter, FactoryChildren> known) {
        this.known = known;
        for (EventSource eventSource : eventSources) {
            KeepRaw keep = RawLogSource.keptBy(eventSource);
            if (keep == KeepRaw.NONE) continue;
            switch (eventSource.selector()) {
                case ContractSelector.One(Address address) -> at.merge(address, keep, (one, other) -> KeepRaw.ALL);
                case ContractSelector.Children selector -> named.add(new ChildrenSource(selector, keep));
                case ContractSelector.Any() -> throw new IllegalArgumentException("nobody keeps everybody's logs");
            }
        }
    }

    /** The log at hand gave a row of one of these contracts. */
    void decoded(ContractSelector.Children selector) {
        if (!named.isEmpty()) decoded.add(selector);
    }

    /**
     * Whether it is to be kept. Ends with this log.
     *
     * @param decodedAtAddress it gave a row of an event of its address
     */
    boolean keeps(LogEntry log, boolean decodedAtAddress) {
        if (at.isEmpty() && named.isEmpty()) return false;
        boolean keeps = keeps(at.getOrDefault(log.address(), KeepRaw.NONE), decodedAtAddress);
        for (ChildrenSource eventSource : named) {
            keeps |= keeps(eventSource.keep(), decoded.contains(eventSource.selector()))
                    && eventSource.selector().selects(log, known);
        }
        decoded.clear();
        return keeps;
    }

    private static boolean keeps(KeepRaw keep, boolean isDecoded) {
        return keep == KeepRaw.ALL || (keep == KeepRaw.UNDECODED && !isDecoded);
    }
}
