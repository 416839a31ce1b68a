package io.gridwork.indexer.app;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The events with which proxies and beacons announce their implementation.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1967">EIP-1967</a>
 */
final class Erc1967 {
    static final String UPGRADED = "Upgraded(address)";
    static final String BEACON_UPGRADED = "BeaconUpgraded(address)";

    private static final List<EventSchema> BEACON = events("""
            {"type":"event","name":"Upgraded","inputs":[{"name":"implementation","type":"address","indexed":true}]}""");
    private static final List<EventSchema> PROXY = events("""
            {"type":"event","name":"Upgraded","inputs":[{"name":"implementation","type":"address","indexed":true}]},
            {"type":"event","name":"BeaconUpgraded","inputs":[{"name":"beacon","type":"address","indexed":true}]},
            {"type":"event","name":"AdminChanged","inputs":[
              {"name":"previousAdmin","type":"address","indexed":false},{"name":"newAdmin","type":"address","indexed":false}]}""");

    private Erc1967() {}

    private static List<EventSchema> events(String json) {
        return ContractAbi.parse("[" + json + "]").events();
    }

    /** What a beacon emits. */
    static List<EventSchema> ofBeacon() {
        return BEACON;
    }

    /** A proxy's events: these, and those of the standard that an ABI lacks, whatever it calls their parameters. */
    static List<EventSchema> with(List<EventSchema> declared) {
        List<EventSchema> all = new ArrayList<>(declared);
        for (EventSchema each : PROXY) {
            if (declared.stream().noneMatch(other -> sameShape(each, other))) all.add(each);
        }
        return all;
    }

    /** Whether a log of the event looks like one of the standard: then it means the same under every implementation. */
    static boolean isOfProxy(EventSchema event) {
        return PROXY.stream().anyMatch(each -> sameShape(each, event));
    }

    static boolean sameShape(EventSchema one, EventSchema other) {
        return !one.anonymous()
                && !other.anonymous()
                && one.signature().equals(other.signature())
                && one.indexedCount() == other.indexedCount();
    }

    /** The only parameter's name. */
    static String parameter(EventSchema event) {
        return event.inputs().stream().map(Parameter::name).findFirst().orElseThrow();
    }
}
