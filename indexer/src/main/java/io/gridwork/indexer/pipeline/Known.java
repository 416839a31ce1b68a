package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Emitter;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.Mentions;
import io.gridwork.indexer.store.EventStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What events have named so far: children of factories, beacons, implementations. */
record Known(Map<AddressParameter, Mentions> mentions) {
    /** A contract that was not known before, and the block in which it was named. */
    record Named(AddressParameter by, Address address, long since) {}

    /** What rows brought: {@code changed} also when a known contract was named again. */
    record News(boolean changed, List<Named> contracts) {}

    /** Of every parameter that one of the feeds depends on, from the rows of the store. Called by the store's writer. */
    static Known of(Collection<Feed> feeds, EventStore store) {
        Map<AddressParameter, Mentions> mentions = new LinkedHashMap<>();
        for (Feed feed : feeds) {
            parametersOf(feed).forEach(each -> mentions.computeIfAbsent(each, store::mentions));
        }
        return new Known(mentions);
    }

    static List<AddressParameter> parametersOf(Feed feed) {
        List<AddressParameter> parameters = new ArrayList<>();
        if (feed.emitter() instanceof Emitter.Named(AddressParameter by, boolean _)) parameters.add(by);
        if (feed.behind() != null) {
            parameters.add(feed.behind().upgraded());
            parameters.add(feed.behind().beaconUpgraded());
            parameters.add(feed.behind().upgradedOfBeacon());
        }
        return parameters;
    }

    Mentions of(AddressParameter parameter) {
        return Objects.requireNonNull(mentions.get(parameter), parameter::name);
    }

    /** The first block in which one of these feeds can have a row. */
    long firstBlock(Collection<Feed> feeds) {
        long first = Long.MAX_VALUE;
        for (Feed feed : feeds) {
            if (!(feed.emitter() instanceof Emitter.Named named)) return 0;
            long mentioned = of(named.by()).earliest();
            first = Math.min(first, mentioned == Long.MAX_VALUE ? mentioned : named.start(mentioned));
        }
        return first;
    }

    /** This up to a block, and what is added to it, which this does not see. */
    Known overlay(long upTo) {
        Map<AddressParameter, Mentions> over = new LinkedHashMap<>();
        mentions.forEach((parameter, known) -> over.put(parameter, known.overlay(upTo)));
        return new Known(over);
    }

    News add(List<EventRow> rows) {
        boolean changed = false;
        List<Named> contracts = new ArrayList<>();
        for (Map.Entry<AddressParameter, Mentions> each : mentions.entrySet()) {
            AddressParameter by = each.getKey();
            Mentions known = each.getValue();
            for (EventRow row : rows) {
                if (!row.table().equals(by.table())) continue;
                List<Address> fresh = by.in(row).stream()
                        .distinct()
                        .filter(address -> known.since(address).isEmpty())
                        .toList();
                changed |= known.add(by, row);
                fresh.forEach(address -> contracts.add(new Named(by, address, row.block())));
            }
        }
        return new News(changed, contracts);
    }
}
