package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import java.util.OptionalLong;
import java.util.function.Function;

/** Who emits the logs of a feed. */
public sealed interface Emitter {
    /**
     * Whether a log is of it.
     *
     * @param known what parameters have named
     */
    boolean emitted(LogEntry log, Function<AddressParameter, Mentions> known);

    /** One contract. */
    record At(Address address) implements Emitter {
        @Override
        public boolean emitted(LogEntry log, Function<AddressParameter, Mentions> known) {
            return log.address().equals(address);
        }
    }

    /** Any contract whose logs fit. */
    record Anyone() implements Emitter {
        @Override
        public boolean emitted(LogEntry log, Function<AddressParameter, Mentions> known) {
            return true;
        }
    }

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

        @Override
        public boolean emitted(LogEntry log, Function<AddressParameter, Mentions> known) {
            OptionalLong since = known.apply(by).since(log.address());
            return since.isPresent() && start(since.getAsLong()) <= log.blockNumber();
        }
    }
}
