package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which implementations an event belongs to, and the events by which a proxy says what is behind it.
 *
 * @param upgraded {@code Upgraded(address implementation)} of the proxy
 * @param beaconUpgraded {@code BeaconUpgraded(address beacon)} of the proxy
 * @param upgradedOfBeacon {@code Upgraded(address implementation)} of its beacon
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1967">EIP-1967</a>
 */
public record Behind(
        Set<Address> implementations,
        AddressParameter upgraded,
        AddressParameter beaconUpgraded,
        AddressParameter upgradedOfBeacon) {
    public Behind {
        implementations = Set.copyOf(implementations);
    }

    /** The implementation at a place of the chain; empty where no event before it names one. */
    public Optional<Address> implementation(
            Address proxy, Mentions.Place place, Function<AddressParameter, Mentions> known) {
        Optional<Mentions.Mention> direct = known.apply(upgraded).latest(proxy, place);
        Optional<Mentions.Mention> beacon = known.apply(beaconUpgraded).latest(proxy, place);
        boolean byBeacon = beacon.isPresent()
                && (direct.isEmpty()
                        || direct.get().place().compareTo(beacon.get().place()) < 0);
        return byBeacon
                ? known.apply(upgradedOfBeacon)
                        .latest(beacon.get().named(), place)
                        .map(Mentions.Mention::named)
                : direct.map(Mentions.Mention::named);
    }
}
