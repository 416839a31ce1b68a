package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import java.util.OptionalLong;
import java.util.function.Function;

/** Says which contracts emit the logs of an event source. */
public sealed interface ContractSelector {
    /**
     * Whether one of the selected contracts emitted the log.
     *
     * @param known the factory children found so far, by the parameter that names them
     */
    boolean selects(LogEntry log, Function<AddressParameter, FactoryChildren> known);

    /** One contract. */
    record One(Address address) implements ContractSelector {
        @Override
        public boolean selects(LogEntry log, Function<AddressParameter, FactoryChildren> known) {
            return log.address().equals(address);
        }
    }

    /** Any contract whose logs fit. */
    record Any() implements ContractSelector {
        @Override
        public boolean selects(LogEntry log, Function<AddressParameter, FactoryChildren> known) {
            return true;
        }
    }

    /**
     * The contracts that an event parameter names, such as the children of a factory. Each counts from the block that names it first.
     *
     * @param wholeHistory each counts from block 0, because it can be older than the event that names it: a proxy's beacon
     */
    record Children(AddressParameter by, boolean wholeHistory) implements ContractSelector {
        /** The block from which on a contract counts. */
        public long start(long firstNamed) {
            return wholeHistory ? 0 : firstNamed;
        }

        @Override
        public boolean selects(LogEntry log, Function<AddressParameter, FactoryChildren> known) {
            OptionalLong since = known.apply(by).since(log.address());
            return since.isPresent() && start(since.getAsLong()) <= log.blockNumber();
        }
    }
}
