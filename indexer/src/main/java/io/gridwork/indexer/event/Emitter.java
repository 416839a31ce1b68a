package io.gridwork.indexer.event;

import io.gridwork.abi.Address;

/** Who emits the logs of a feed. */
public sealed interface Emitter {
    /** One contract. */
    record At(Address address) implements Emitter {}

    /** Any contract whose logs fit. */
    record Anyone() implements Emitter {}

    /**
     * The contracts that a parameter has named, each from the block on in which it was named first.
     *
     * @param wholePast from block 0 on: for contracts that are older than their mention, as a proxy's beacon is
     */
    record Named(AddressParameter by, boolean wholePast) implements Emitter {
        /** The block from which on a contract counts. */
        public long start(long mentioned) {
            return wholePast ? 0 : mentioned;
        }
    }
}
