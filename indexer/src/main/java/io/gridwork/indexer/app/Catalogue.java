package io.gridwork.indexer.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.ProxyImplementations;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.pipeline.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a configuration's contracts come to: a table for each event, and from whom and since when it is wanted. */
record Catalogue(List<EventTable> tables, List<Target> targets) {
    /** Ends the name of the contract that stands for a proxy's beacons. */
    private static final String BEACONS = "_beacons";

    /** @throws Refusal for contracts that cannot be told apart, or that name something that is not there */
    static Catalogue of(List<ContractConfig> contracts) {
        return new Maker(contracts).make();
    }

    /**
     * This, and the logs themselves of each contract from the block on from which any of its events is wanted.
     *
     * @throws Refusal where a contract has no address: everybody's logs would be its
     */
    Catalogue keeping(KeepRaw keep) {
        if (keep == KeepRaw.NONE) return this;
        Map<ContractSelector, Long> selectors = new LinkedHashMap<>();
        for (Target target : targets) {
            if (target.fromBlock() == Long.MAX_VALUE) continue;
            if (target.eventSource().selector() instanceof ContractSelector.Any) {
                throw new Refusal(
                        "--keep-raw " + keep.name().toLowerCase(Locale.ROOT)
                                + " keeps all logs of a contract, and "
                                + target.eventSource().table().contract()
                                + " has no address, so that they would be all logs of the chain; give it an --address, or --keep-raw none");
            }
            selectors.merge(target.eventSource().selector(), target.fromBlock(), Math::min);
        }
        List<Target> all = new ArrayList<>(targets);
        selectors.forEach((selector, from) -> all.add(new Target(RawLogSource.of(keep, selector), from)));
        return new Catalogue(tables, all);
    }

    private static final class Maker {
        private final List<ContractConfig> contracts;
        private final List<EventTable> tables;
        private final List<Target> targets = new ArrayList<>();

        Maker(List<ContractConfig> contracts) {
            this.contracts = contracts;
            Map<String, List<EventTables.Declared>> declared = new LinkedHashMap<>();
            for (ContractConfig contract : contracts) {
                declared.put(contract.name(), ProxyEvents.declared(contract));
                if (!contract.implementations().isEmpty()) {
                    declared.put(
                            contract.name() + BEACONS,
                            Erc1967.ofBeacon().stream()
                                    .map(event -> new EventTables.Declared(event, ""))
                                    .toList());
                }
            }
            tables = EventTables.ofDeclared(declared);
        }

        Catalogue make() {
            contracts.forEach(this::add);
            return new Catalogue(tables, targets);
        }

        private void add(ContractConfig contract) {
            Set<ContractSelector> selectors = selectors(contract);
            long from = firstBlock(contract, 0);
            @Nullable Proxy proxy = contract.implementations().isEmpty() ? null : proxy(contract);
            for (EventTable table : tablesOf(contract.name())) {
                @Nullable ProxyImplementations implementations = proxy == null ? null : proxy.implementations(table.schema());
                selectors.forEach(
                        selector -> targets.add(new Target(new EventSource(table, selector, implementations), from)));
            }
            if (proxy != null) targets.add(new Target(new EventSource(proxy.beacons(), proxy.named(), null), 0));
        }

        /** A child cannot be older than what its factory is read from. */
        private long firstBlock(ContractConfig contract, int depth) {
            if (contract.factory() == null || depth > contracts.size()) return contract.fromBlock();
            return Math.max(contract.fromBlock(), firstBlock(parent(contract.factory()), depth + 1));
        }

        private Set<ContractSelector> selectors(ContractConfig contract) {
            if (contract.factory() != null) {
                return Set.of(new ContractSelector.Children(parameter(contract.factory()), false));
            }
            if (contract.addresses().isEmpty()) return Set.of(new ContractSelector.Any());
            return contract.addresses().stream().map(ContractSelector.One::new).collect(Collectors.toSet());
        }

        private ContractConfig parent(ContractConfig.Factory factory) {
            return contracts.stream()
                    .filter(each -> each.name().equals(factory.contract()))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(factory.place() + ".contract: there is no contract \""
                            + factory.contract() + "\" here; name one of "
                            + contracts.stream().map(ContractConfig::name).toList()));
        }

        private AddressParameter parameter(ContractConfig.Factory factory) {
            List<EventTable> found = tablesOf(parent(factory).name()).stream()
                    .filter(table -> table.schema().name().equals(factory.event())
                            || table.schema().signature().equals(factory.event()))
                    .toList();
            if (found.size() != 1) {
                throw new Refusal(factory.place() + ".event: " + factory.contract() + " has "
                        + (found.isEmpty() ? "no event \"" : "several events \"") + factory.event() + "\"; give one of "
                        + tablesOf(factory.contract()).stream()
                                .map(table -> table.schema().signature())
                                .toList());
            }
            try {
                return AddressParameter.of(found.getFirst(), factory.parameter());
            } catch (Refusal refusal) {
                throw new Refusal(factory.place() + ".parameter: " + refusal.getMessage(), refusal);
            }
        }

        private List<EventTable> tablesOf(String contract) {
            return tables.stream()
                    .filter(table -> table.contract().equals(contract))
                    .toList();
        }

        private Proxy proxy(ContractConfig contract) {
            EventTable upgraded = table(contract.name(), Erc1967.UPGRADED);
            EventTable beaconUpgraded = table(contract.name(), Erc1967.BEACON_UPGRADED);
            EventTable ofBeacon = table(contract.name() + BEACONS, Erc1967.UPGRADED);
            return new Proxy(contract, onlyParameter(upgraded), onlyParameter(beaconUpgraded), ofBeacon);
        }

        private EventTable table(String contract, String signature) {
            return tablesOf(contract).stream()
                    .filter(table -> table.schema().signature().equals(signature)
                            && table.schema().indexedCount() == 1)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static AddressParameter onlyParameter(EventTable table) {
        return AddressParameter.of(table, Erc1967.parameter(table.schema()));
    }

    private record Proxy(
            ContractConfig contract, AddressParameter upgraded, AddressParameter beaconUpgraded, EventTable beacons) {
        ContractSelector named() {
            return new ContractSelector.Children(beaconUpgraded, true);
        }

        /** Null for an event that has the same meaning under every implementation of the proxy. */
        @Nullable ProxyImplementations implementations(EventSchema schema) {
            if (!ProxyEvents.isDisputed(contract, schema)) return null;
            Set<Address> implementations = new LinkedHashSet<>();
            for (ContractConfig.Implementation each : contract.implementations()) {
                if (each.abi().events().contains(schema)) implementations.addAll(each.addresses());
            }
            return new ProxyImplementations(implementations, upgraded, beaconUpgraded, onlyParameter(beacons));
        }
    }
}
