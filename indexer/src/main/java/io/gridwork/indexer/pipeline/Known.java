package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.store.EventReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The contracts that events have named so far: factory children, beacons, implementations. */
record Known(Map<AddressParameter, FactoryChildren> children) {
    /** A contract that was not known before, and the block in which it was named. */
    record Named(AddressParameter by, Address address, long since) {}

    /** New contracts in some rows. {@code changed} is also true when a row names a known contract again. */
    record News(boolean changed, List<Named> contracts) {}

    /** Of every parameter that one of the event sources depends on, from the rows of the store. Called by the store's writer. */
    static Known of(Collection<EventSource> eventSources, EventReader store) {
        Map<AddressParameter, FactoryChildren> children = new LinkedHashMap<>();
        for (EventSource eventSource : eventSources) {
            parametersOf(eventSource).forEach(each -> children.computeIfAbsent(each, store::children));
        }
        return new Known(children);
    }

    static List<AddressParameter> parametersOf(EventSource eventSource) {
        List<AddressParameter> parameters = new ArrayList<>();
        if (eventSource.selector() instanceof ContractSelector.Children(AddressParameter by, boolean _))
            parameters.add(by);
        if (eventSource.proxy() != null) {
            parameters.add(eventSource.proxy().upgraded());
            parameters.add(eventSource.proxy().beaconUpgraded());
            parameters.add(eventSource.proxy().upgradedOfBeacon());
        }
        return parameters;
    }

    FactoryChildren of(AddressParameter parameter) {
        return Objects.requireNonNull(children.get(parameter), parameter::name);
    }

    /** The first block in which one of these event sources can have a row. */
    long firstBlock(Collection<EventSource> eventSources) {
        long first = Long.MAX_VALUE;
        for (EventSource eventSource : eventSources) {
            if (!(eventSource.selector() instanceof ContractSelector.Children named)) return 0;
            long firstNamed = of(named.by()).earliest();
            first = Math.min(first, firstNamed == Long.MAX_VALUE ? firstNamed : named.start(firstNamed));
        }
        return first;
    }

    /** A copy up to a block. Additions to the copy do not change the original. */
    Known overlay(long upTo) {
        Map<AddressParameter, FactoryChildren> over = new LinkedHashMap<>();
        children.forEach((parameter, known) -> over.put(parameter, known.overlay(upTo)));
        return new Known(over);
    }

    News add(List<EventRow> rows) {
        boolean changed = false;
        List<Named> contracts = new ArrayList<>();
        for (Map.Entry<AddressParameter, FactoryChildren> each : children.entrySet()) {
            AddressParameter by = each.getKey();
            FactoryChildren known = each.getValue();
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
