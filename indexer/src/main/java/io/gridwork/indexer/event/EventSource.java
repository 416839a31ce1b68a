package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import org.jspecify.annotations.Nullable;

/**
 * One event of the contracts that a selector names, or all their logs ({@link RawLogSource}). Coverage is counted per event source
 * and block range.
 *
 * @param proxy for an event that only some implementations of a proxy declare in this way; null where nothing else has its shape
 */
public record EventSource(
        EventTable table,
        ContractSelector selector,
        @Nullable ProxyImplementations proxy) {
    /** Of one contract, or of any where the address is null. */
    public EventSource(EventTable table, @Nullable Address address) {
        this(table, address == null ? new ContractSelector.Any() : new ContractSelector.One(address), null);
    }

    /** The one address it comes from; null where there may be several. */
    public @Nullable Address address() {
        return selector instanceof ContractSelector.One(Address address) ? address : null;
    }

    /** The selector as {@code _coverage} names it: an address, {@code *}, or the table and parameter that name the contracts. */
    public String selectorName() {
        return switch (selector) {
            case ContractSelector.One(Address address) -> address.hex();
            case ContractSelector.Any() -> "*";
            case ContractSelector.Children(AddressParameter by, boolean _) -> by.name();
        };
    }
}
