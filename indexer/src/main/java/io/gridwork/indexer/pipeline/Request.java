package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.LogFilter;
import io.gridwork.indexer.event.Emitter;
import io.gridwork.indexer.event.Feed;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to ask a node for, and whose logs to keep of its answer.
 *
 * @param only these contracts' logs; empty: everybody's
 */
record Request(LogFilter filter, Set<Address> only) {
    /** Addresses in one request: Geth refuses more unless told otherwise, and other providers are near. Above, all are asked for. */
    static final int MOST_ADDRESSES = 1_000;

    /**
     * For all logs of the feeds up to a block.
     *
     * @return empty when nobody is known who could have emitted one
     */
    static Optional<Request> of(Collection<Feed> feeds, long upTo, Known known) {
        Set<Address> addresses = new HashSet<>();
        for (Feed feed : feeds) {
            switch (feed.emitter()) {
                case Emitter.At(Address address) -> addresses.add(address);
                case Emitter.Anyone() -> {
                    return Optional.of(new Request(new LogFilter(Set.of(), topics(feeds)), Set.of()));
                }
                case Emitter.Named named ->
                    addresses.addAll(known.of(named.by()).upTo(upTo));
            }
        }
        return of(feeds, addresses);
    }

    /** For all logs of the feeds that these contracts emitted. */
    static Optional<Request> of(Collection<Feed> feeds, Set<Address> addresses) {
        if (addresses.isEmpty()) return Optional.empty();
        boolean listed = addresses.size() <= MOST_ADDRESSES;
        return Optional.of(new Request(new LogFilter(listed ? addresses : Set.of(), topics(feeds)), addresses));
    }

    /** Empty where an anonymous event is among them: it can only be had with all logs of its contract. */
    private static Set<Hash32> topics(Collection<Feed> feeds) {
        Set<Hash32> topics = new HashSet<>();
        for (Feed feed : feeds) {
            if (feed.table().schema().anonymous()) return Set.of();
            topics.add(feed.table().schema().topic0());
        }
        return topics;
    }

    List<LogEntry> keep(List<LogEntry> answer) {
        return only.isEmpty() || !filter.addresses().isEmpty()
                ? answer
                : answer.stream().filter(log -> only.contains(log.address())).toList();
    }
}
