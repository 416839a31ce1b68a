package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.LogFilter;
import io.gridwork.indexer.event.Emitter;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.proof.LogKind;
import io.gridwork.indexer.source.LogReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a node for, and whose logs to keep of its answer.
 *
 * @param only these contracts' logs; empty: everybody's
 * @param kinds what is to be complete
 */
record Request(LogFilter filter, Set<Address> only, Set<LogKind> kinds) {
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
                    return Optional.of(
                            new Request(new LogFilter(Set.of(), topics(feeds)), Set.of(), kinds(feeds, upTo, known)));
                }
                case Emitter.Named named ->
                    addresses.addAll(known.of(named.by()).upTo(upTo));
            }
        }
        return of(addresses, topics(feeds), kinds(feeds, upTo, known));
    }

    private static Set<LogKind> kinds(Collection<Feed> feeds, long upTo, Known known) {
        Set<LogKind> kinds = new HashSet<>();
        for (Feed feed : feeds) {
            Hash32 topic = topic(feed);
            switch (feed.emitter()) {
                case Emitter.At(Address address) -> kinds.add(new LogKind(address, topic));
                case Emitter.Anyone() -> kinds.add(new LogKind(null, topic));
                case Emitter.Named named ->
                    known.of(named.by()).upTo(upTo).forEach(address -> kinds.add(new LogKind(address, topic)));
            }
        }
        return kinds;
    }

    /** For all logs of the feeds that these contracts emitted. */
    static Optional<Request> of(Collection<Feed> feeds, Set<Address> addresses) {
        Set<LogKind> kinds = new HashSet<>();
        addresses.forEach(address -> feeds.forEach(feed -> kinds.add(new LogKind(address, topic(feed)))));
        return of(addresses, topics(feeds), kinds);
    }

    private static Optional<Request> of(Set<Address> addresses, Set<Hash32> topics, Set<LogKind> kinds) {
        if (addresses.isEmpty()) return Optional.empty();
        // Above, all addresses are asked for, unless that were all logs of the chain.
        boolean listed = addresses.size() <= LogReader.MOST_ADDRESSES || topics.isEmpty();
        return Optional.of(new Request(new LogFilter(listed ? addresses : Set.of(), topics), addresses, kinds));
    }

    /** Empty where an anonymous event is among them: it can only be had with all logs of its contract. */
    static Set<Hash32> topics(Collection<Feed> feeds) {
        Set<Hash32> topics = new HashSet<>();
        for (Feed feed : feeds) {
            Hash32 topic = topic(feed);
            if (topic == null) return Set.of();
            topics.add(topic);
        }
        return topics;
    }

    private static @Nullable Hash32 topic(Feed feed) {
        return feed.table().schema().anonymous() ? null : feed.table().schema().topic0();
    }

    List<LogEntry> keep(List<LogEntry> answer) {
        return only.isEmpty() || !filter.addresses().isEmpty()
                ? answer
                : answer.stream().filter(log -> only.contains(log.address())).toList();
    }
}
