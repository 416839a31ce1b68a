package io.gridwork.indexer.app;

import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.EventTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The events of all implementations of a proxy, and those whose meaning depends on the implementation. */
final class ProxyEvents {
    private ProxyEvents() {}

    /**
     * All its events. One that two implementations declare in different ways, though its logs look alike, has a table for each
     * way, named after the first implementation that has it.
     */
    static List<EventTables.Declared> declared(ContractConfig contract) {
        List<EventTables.Declared> declared = new ArrayList<>();
        own(contract).forEach(event -> declared.add(new EventTables.Declared(event, "")));
        for (ContractConfig.Implementation implementation : contract.implementations()) {
            for (EventSchema event : implementation.abi().events()) {
                if (Erc1967.isOfProxy(event)
                        || declared.stream().anyMatch(each -> each.schema().equals(event))) continue;
                declared.add(new EventTables.Declared(event, isDisputed(contract, event) ? implementation.name() : ""));
            }
        }
        return declared;
    }

    private static List<EventSchema> own(ContractConfig contract) {
        List<EventSchema> events = contract.abi().events();
        return contract.implementations().isEmpty() ? events : Erc1967.with(events);
    }

    /** Whether an implementation's event has logs like those of another event of the contract. */
    static boolean isDisputed(ContractConfig contract, EventSchema event) {
        if (Erc1967.isOfProxy(event) || own(contract).contains(event)) return false;
        Stream<EventSchema> versions =
                contract.implementations().stream().flatMap(each -> each.abi().events().stream());
        return Stream.concat(own(contract).stream(), versions)
                .anyMatch(other -> !other.equals(event) && Erc1967.sameShape(other, event));
    }
}
