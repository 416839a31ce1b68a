package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.LogFilter;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.proof.LogPattern;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log filter of a request, and the contracts whose logs are kept from the answer.
 *
 * @param only keep the logs of these contracts; empty: keep all
 * @param patterns the logs that must be complete
 */
record Request(LogFilter filter, Set<Address> only, Set<LogPattern> patterns) {
    /**
     * For all logs of the event sources up to a block.
     *
     * @return empty when no contract is known that could have emitted one
     */
    static Optional<Request> of(Collection<EventSource> eventSources, long upTo, Known known) {
        Set<Address> addresses = new HashSet<>();
        for (EventSource eventSource : eventSources) {
            switch (eventSource.selector()) {
                case ContractSelector.One(Address address) -> addresses.add(address);
                case ContractSelector.Any() -> {
                    return Optional.of(new Request(
                            new LogFilter(Set.of(), topics(eventSources)),
                            Set.of(),
                            patterns(eventSources, upTo, known)));
                }
                case ContractSelector.Children named ->
                    addresses.addAll(known.of(named.by()).upTo(upTo));
            }
        }
        return of(addresses, topics(eventSources), patterns(eventSources, upTo, known));
    }

    private static Set<LogPattern> patterns(Collection<EventSource> eventSources, long upTo, Known known) {
        Set<LogPattern> patterns = new HashSet<>();
        for (EventSource eventSource : eventSources) {
            Hash32 topic = topic(eventSource);
            switch (eventSource.selector()) {
                case ContractSelector.One(Address address) -> patterns.add(new LogPattern(address, topic));
                case ContractSelector.Any() -> patterns.add(new LogPattern(null, topic));
                case ContractSelector.Children named ->
                    known.of(named.by()).upTo(upTo).forEach(address -> patterns.add(new LogPattern(address, topic)));
            }
        }
        return patterns;
    }

    /** For all logs of the event sources that these contracts emitted. */
    static Optional<Request> of(Collection<EventSource> eventSources, Set<Address> addresses) {
        Set<LogPattern> patterns = new HashSet<>();
        addresses.forEach(address ->
                eventSources.forEach(eventSource -> patterns.add(new LogPattern(address, topic(eventSource)))));
        return of(addresses, topics(eventSources), patterns);
    }

    private static Optional<Request> of(Set<Address> addresses, Set<Hash32> topics, Set<LogPattern> patterns) {
        if (addresses.isEmpty()) return Optional.empty();
        // Above, all addresses are asked for, unless that were all logs of the chain.
        boolean listed = addresses.size() <= LogReader.MOST_ADDRESSES || topics.isEmpty();
        return Optional.of(new Request(new LogFilter(listed ? addresses : Set.of(), topics), addresses, patterns));
    }

    /** Empty where an anonymous event is among them: it can only be had with all logs of its contract. */
    static Set<Hash32> topics(Collection<EventSource> eventSources) {
        Set<Hash32> topics = new HashSet<>();
        for (EventSource eventSource : eventSources) {
            Hash32 topic = topic(eventSource);
            if (topic == null) return Set.of();
            topics.add(topic);
        }
        return topics;
    }

    private static @Nullable Hash32 topic(EventSource eventSource) {
        return eventSource.table().schema().anonymous()
                ? null
                : eventSource.table().schema().topic0();
    }

    List<LogEntry> keep(List<LogEntry> answer) {
        return only.isEmpty() || !filter.addresses().isEmpty()
                ? answer
                : answer.stream().filter(log -> only.contains(log.address())).toList();
    }
}
