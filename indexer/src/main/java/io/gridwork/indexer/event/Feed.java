package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import org.jspecify.annotations.Nullable;

/**
 * One event of one emitter, or all its logs ({@link RawFeed}): what is either covered or not in a block range.
 *
 * @param behind for an event that only some implementations of a proxy declare in this way; null where nothing else has its shape
 */
public record Feed(
        EventTable table, Emitter emitter, @Nullable Behind behind) {
    /** Of one contract, or of any where the address is null. */
    public Feed(EventTable table, @Nullable Address address) {
        this(table, address == null ? new Emitter.Anyone() : new Emitter.At(address), null);
    }

    /** The one address it comes from; null where there may be several. */
    public @Nullable Address address() {
        return emitter instanceof Emitter.At(Address address) ? address : null;
    }

    /** The emitter as {@code _coverage} names it: an address, {@code *}, or the table and parameter that name the emitters. */
    public String emitterName() {
        return switch (emitter) {
            case Emitter.At(Address address) -> address.hex();
            case Emitter.Anyone() -> "*";
            case Emitter.Named(AddressParameter by, boolean _) -> by.name();
        };
    }
}
