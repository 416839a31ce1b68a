package io.gridwork.indexer.decode;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Emitter;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.Mentions;
import io.gridwork.indexer.event.RawFeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Says which logs are kept as the chain holds them. A log counts as decoded for the emitter by whose feeds it gave a row: what is
 * kept of a contract must not depend on what else is asked for.
 */
final class Keeper {
    private record NamedFeed(Emitter.Named emitter, KeepRaw keep) {}

    private final Map<Address, KeepRaw> at = new HashMap<>();
    private final List<NamedFeed> named = new ArrayList<>();
    private final Function<AddressParameter, Mentions> known;
    private final List<Emitter.Named> decoded = new ArrayList<>();

    Keeper(Collection<Feed> feeds, Function<AddressParameter, Mentions> known) {
        this.known = known;
        for (Feed feed : feeds) {
            KeepRaw keep = RawFeed.keptBy(feed);
            if (keep == KeepRaw.NONE) continue;
            switch (feed.emitter()) {
                case Emitter.At(Address address) -> at.merge(address, keep, (one, other) -> KeepRaw.ALL);
                case Emitter.Named emitter -> named.add(new NamedFeed(emitter, keep));
                case Emitter.Anyone() -> throw new IllegalArgumentException("nobody keeps everybody's logs");
            }
        }
    }

    /** The log at hand gave a row of one of these contracts. */
    void decoded(Emitter.Named emitter) {
        if (!named.isEmpty()) decoded.add(emitter);
    }

    /**
     * Whether it is to be kept. Ends with this log.
     *
     * @param decodedAtAddress it gave a row of an event of its address
     */
    boolean keeps(LogEntry log, boolean decodedAtAddress) {
        if (at.isEmpty() && named.isEmpty()) return false;
        boolean keeps = keeps(at.getOrDefault(log.address(), KeepRaw.NONE), decodedAtAddress);
        for (NamedFeed feed : named) {
            keeps |= keeps(feed.keep(), decoded.contains(feed.emitter()))
                    && feed.emitter().emitted(log, known);
        }
        decoded.clear();
        return keeps;
    }

    private static boolean keeps(KeepRaw keep, boolean isDecoded) {
        return keep == KeepRaw.ALL || (keep == KeepRaw.UNDECODED && !isDecoded);
    }
}
