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
            if (files.size() != 1) {
                throw new Refusal(places.at(key) + ": there is no \"name\"; give the contract one, for its tables");
            }
            name = stem(Path.of(files.getFirst()));
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
                abi(files, key + ".abi"),
                addresses,
                factory,
                implementations,
                block(given.fromBlock(), key + ".fromBlock"));
    }

    /** The name of an ABI file without its ends. */
    static String stem(Path abi) {
        return String.valueOf(abi.getFileName()).replaceFirst("(\\.abi)?\\.[A-Za-z]+$", "");
    }

    /** All these ABIs as one. */
    private ContractAbi abi(List<String> files, String key) {
        Set<EventSchema> events = new LinkedHashSet<>();
        for (String file : files) {
            try {
                events.addAll(AbiFiles.read(folder.resolve(file)).events());
            } catch (Refusal refusal) {
                throw new Refusal(places.at(key) + ": " + refusal.getMessage(), refusal);
            }
        }
        requireDistinct(events, key);
        return new ContractAbi(List.copyOf(events), List.of(), List.of(), List.of());
    }

    private void requireDistinct(Set<EventSchema> events, String key) {
        List<EventSchema> all = List.copyOf(events);
        for (EventSchema one : all) {
            for (EventSchema other : all) {
                if (!one.equals(other) && Erc1967.sameShape(one, other)) {
                    throw new Refusal(
                            places.at(key) + ": " + one.signature()
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
            String name = each.name() != null ? each.name() : stem(Path.of(each.abi()));
            implementations.add(
                    new ContractConfig.Implementation(name, abi(List.of(each.abi()), place + ".abi"), addresses));
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
