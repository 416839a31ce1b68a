package io.gridwork.indexer.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contracts of a YAML file. */
final class ConfigContracts {
    private final ConfigPlaces places;
    private final Path folder;

    /** @param folder what paths are relative to */
    ConfigContracts(ConfigPlaces places, Path folder) {
        this.places = places;
        this.folder = folder;
    }

    /** @param key where the list stands, such as {@code contracts} */
    List<ContractConfig> read(@Nullable List<ConfigFile.Contract> given, String key) {
        List<ContractConfig> contracts = new ArrayList<>();
        if (given == null) return contracts;
        for (int i = 0; i < given.size(); i++) {
            contracts.add(contract(given.get(i), key + "[" + i + "]"));
        }
        return contracts;
    }

    private ContractConfig contract(ConfigFile.Contract given, String key) {
        List<ContractConfig.Implementation> implementations = implementations(given, key + ".implementations");
        if (given.abi() == null && implementations.isEmpty()) {
            throw new Refusal(places.at(key) + ": there is no \"abi\"; name the file of the contract's ABI");
        }
        List<String> files = given.abi() == null ? List.of() : given.abi();
        String name = given.name();
        if (name == null) {
            name = files.size() == 1 ? AbiFiles.name(files.getFirst()) : null;
            if (name == null) {
                throw new Refusal(places.at(key) + ": there is no \"name\"; give the contract one, for its tables");
            }
        }
        Set<Address> addresses = addresses(given.address(), places.at(key + ".address"));
        ContractConfig.Factory factory = factory(given.factory(), key + ".factory");
        if (factory != null && !addresses.isEmpty()) {
            throw new Refusal(
                    places.at(key + ".address")
                            + ": a factory names the addresses of its children; leave one of address and factory out, or make two entries");
        }
        if (factory == null && addresses.isEmpty() && !implementations.isEmpty()) {
            throw new Refusal(places.at(key) + ": a proxy needs its \"address\", or the \"factory\" that makes it");
        }
        return new ContractConfig(
                name,
                chosen(abi(files, folder, places.at(key + ".abi")), given.events(), places.at(key + ".events")),
                addresses,
                factory,
                implementations,
                block(given.fromBlock(), key + ".fromBlock"));
    }

    /** All these ABIs as one. */
    static ContractAbi abi(List<String> given, Path folder, String place) {
        Set<EventSchema> events = new LinkedHashSet<>();
        for (String each : given) {
            try {
                events.addAll(AbiFiles.read(each, folder).events());
            } catch (Refusal refusal) {
                throw new Refusal(place + ": " + refusal.getMessage(), refusal);
            }
        }
        requireDistinct(events, place);
        return new ContractAbi(List.copyOf(events), List.of(), List.of(), List.of());
    }

    /** Only these events of it, by their names or signatures; all where none is said. */
    static ContractAbi chosen(ContractAbi abi, @Nullable List<String> names, String place) {
        if (names == null) return abi;
        Set<EventSchema> events = new LinkedHashSet<>();
        for (String name : names) {
            List<EventSchema> found = abi.events().stream()
                    .filter(each -> each.name().equals(name) || each.signature().equals(name))
                    .toList();
            if (found.isEmpty()) {
                throw new Refusal(place + ": the ABI has no event \"" + name + "\"; give some of "
                        + abi.events().stream().map(EventSchema::signature).toList());
            }
            events.addAll(found);
        }
        return new ContractAbi(List.copyOf(events), List.of(), List.of(), List.of());
    }

    private static void requireDistinct(Set<EventSchema> events, String place) {
        List<EventSchema> all = List.copyOf(events);
        for (EventSchema one : all) {
            for (EventSchema other : all) {
                if (!one.equals(other) && Erc1967.sameShape(one, other)) {
                    throw new Refusal(
                            place + ": " + one.signature()
                                    + " is declared twice with other parameter names or others indexed, and nothing in a log tells"
                                    + " the two apart; keep one, or list the ABIs under \"implementations\" with their addresses");
                }
            }
        }
    }

    private List<ContractConfig.Implementation> implementations(ConfigFile.Contract given, String key) {
        List<ContractConfig.Implementation> implementations = new ArrayList<>();
        List<ConfigFile.Implementation> all = given.implementations() == null ? List.of() : given.implementations();
        for (int i = 0; i < all.size(); i++) {
            ConfigFile.Implementation each = all.get(i);
            String place = key + "[" + i + "]";
            if (each.abi() == null) {
                throw new Refusal(
                        places.at(place) + ": there is no \"abi\"; name the file of the implementation's ABI");
            }
            Set<Address> addresses = addresses(each.address(), places.at(place + ".address"));
            if (addresses.isEmpty()) {
                throw new Refusal(
                        places.at(place)
                                + ": there is no \"address\"; say where the implementation lies, or list all ABIs under the contract's \"abi\"");
            }
            String name = each.name() != null ? each.name() : AbiFiles.name(each.abi());
            if (name == null) {
                throw new Refusal(places.at(place)
                        + ": there is no \"name\"; give the implementation one, which ends its tables' names");
            }
            implementations.add(new ContractConfig.Implementation(
                    name, abi(List.of(each.abi()), folder, places.at(place + ".abi")), addresses));
        }
        return implementations;
    }

    private ContractConfig.@Nullable Factory factory(ConfigFile.@Nullable Factory given, String key) {
        if (given == null) return null;
        if (given.contract() == null || given.event() == null || given.parameter() == null) {
            throw new Refusal(
                    places.at(key)
                            + ": a factory needs \"contract\", \"event\" and \"parameter\": whose event names the children, and in which parameter");
        }
        return new ContractConfig.Factory(given.contract(), given.event(), given.parameter(), places.at(key));
    }

    static Set<Address> addresses(@Nullable List<String> texts, String place) {
        if (texts == null) return Set.of();
        Set<Address> addresses = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                addresses.add(Address.parse(text));
            } catch (IllegalArgumentException e) {
                throw new Refusal(place + ": " + e.getMessage(), e);
            }
        }
        return addresses;
    }

    private long block(@Nullable Long given, String key) {
        if (given == null) return 0;
        if (given < 0) throw new Refusal(places.at(key) + ": the first block is " + given + "; give 0 or more");
        return given;
    }
}
