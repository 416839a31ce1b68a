package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The implementations that declare an event, and the events that tell which implementation a proxy has.
 *
 * @param upgraded {@code Upgraded(address implementation)} of the proxy
 * @param beaconUpgraded {@code BeaconUpgraded(address beacon)} of the proxy
 * @param upgradedOfBeacon {@code Upgraded(address implementation)} of its beacon
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1967">EIP-1967</a>
 */
public record ProxyImplementations(
        Set<Address> implementations,
        AddressParameter upgraded,
        AddressParameter beaconUpgraded,
        AddressParameter upgradedOfBeacon) {
    public ProxyImplementations {
        implementations = Set.copyOf(implementations);
    }

    /** The implementation at a place of the chain; empty where no event before it names one. */
    public Optional<Address> implementation(
            Address proxy, FactoryChildren.Place place, Function<AddressParameter, FactoryChildren> known) {
        Optional<FactoryChildren.FactoryChild> direct = known.apply(upgraded).latest(proxy, place);
        Optional<FactoryChildren.FactoryChild> beacon =
                known.apply(beaconUpgraded).latest(proxy, place);
        boolean byBeacon = beacon.isPresent()
                && (direct.isEmpty()
                        || direct.get().place().compareTo(beacon.get().place()) < 0);
        return byBeacon
                ? known.apply(upgradedOfBeacon)
                        .latest(beacon.get().child(), place)
                        .map(FactoryChildren.FactoryChild::child)
                : direct.map(FactoryChildren.FactoryChild::child);
    }
}
