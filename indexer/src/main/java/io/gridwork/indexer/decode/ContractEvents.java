package io.gridwork.indexer.decode;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.event.ProxyImplementations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one contract. Those that a proxy's implementations declare in different ways, so that nothing in a log tells
 * them apart, are decoded as the implementation of the log's block has them.
 */
final class ContractEvents {
    // By identity: the decoder hands back the very schema it was given, and hashing one for each log would cost.
    private final IdentityHashMap<EventSchema, EventSource> eventSources = new IdentityHashMap<>();
    private final Map<Hash32, List<EventSource>> byTopic = new HashMap<>();
    private final List<EventSource> anonymous = new ArrayList<>();
    /** First topics of the events that depend on the implementation. */
    private final Set<Hash32> disputed = new HashSet<>();

    private final EventDecoder common;
    private final Map<Address, EventDecoder> byImplementation = new HashMap<>();
    private final @Nullable ProxyImplementations implementations;

    ContractEvents(Collection<EventSource> all) {
        List<EventSchema> undisputed = new ArrayList<>();
        Map<Address, List<EventSchema>> versions = new HashMap<>();
        ProxyImplementations proxy = null;
        for (EventSource eventSource : all) {
            EventSchema schema = eventSource.table().schema();
            eventSources.put(schema, eventSource);
            (schema.anonymous() ? anonymous : byTopic.computeIfAbsent(schema.topic0(), _ -> new ArrayList<>()))
                    .add(eventSource);
            if (eventSource.proxy() == null) {
                undisputed.add(schema);
            } else {
                proxy = eventSource.proxy();
                disputed.add(schema.topic0());
                proxy.implementations()
                        .forEach(each -> versions.computeIfAbsent(each, _ -> new ArrayList<>())
                                .add(schema));
            }
        }
        implementations = proxy;
        common = new EventDecoder(undisputed);
        versions.forEach((address, schemas) -> byImplementation.put(address, new EventDecoder(schemas)));
    }

    EventSource eventSource(EventSchema schema) {
        return Objects.requireNonNull(eventSources.get(schema));
    }

    /** Whether its first topic is that of an event of this contract. */
    boolean isNamed(LogEntry log) {
        return !log.topics().isEmpty() && byTopic.containsKey(log.topics().getFirst());
    }

    /** Whether the log may be of one of these event sources. */
    boolean concerns(LogEntry log, Set<EventSource> wanted) {
        return log.topics().isEmpty()
                ? any(anonymous, wanted)
                : any(byTopic.getOrDefault(log.topics().getFirst(), anonymous), wanted);
    }

    private static boolean any(List<EventSource> eventSources, Set<EventSource> wanted) {
        for (EventSource eventSource : eventSources) {
            if (wanted.contains(eventSource)) return true;
        }
        return false;
    }

    EventDecoder.Result decode(LogEntry log, Function<AddressParameter, FactoryChildren> known) {
        boolean depends = implementations != null
                && !log.topics().isEmpty()
                && disputed.contains(log.topics().getFirst());
        return depends ? decodeAsOfItsBlock(Objects.requireNonNull(implementations), log, known) : common.decode(log);
    }

    private EventDecoder.Result decodeAsOfItsBlock(
            ProxyImplementations proxy, LogEntry log, Function<AddressParameter, FactoryChildren> known) {
        FactoryChildren.Place place = FactoryChildren.Place.of(log);
        Optional<Address> implementation = proxy.implementation(log.address(), place, known);
        if (implementation.isEmpty()) {
            return new EventDecoder.Undecodable(
                    "the implementation of the proxy " + log.address()
                            + " at this block is not known: there is no Upgraded or BeaconUpgraded event before it; set fromBlock to the proxy's first block");
        }
        EventDecoder decoder = byImplementation.get(implementation.get());
        if (decoder != null && decoder.decode(log) instanceof EventDecoder.Decoded decoded) return decoded;
        return common.decode(log) instanceof EventDecoder.Decoded decoded
                ? decoded
                : new EventDecoder.Undecodable(
                        "the implementation " + implementation.get() + " of the proxy "
                                + log.address()
                                + " at that block is not among those configured, and these differ in what the log means; add its ABI");
    }
}
