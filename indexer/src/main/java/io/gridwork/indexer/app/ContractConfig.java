package io.gridwork.indexer.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.ContractAbi;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contract to be indexed.
 *
 * @param name the first part of its tables' names
 * @param abi the events that it emits under every implementation
 * @param addresses where it lies; empty without a factory: logs of any address that fit its events
 * @param factory by whose events its addresses are known; null where they are given, or any will do
 * @param implementations the events of its implementations; empty for a contract that is no proxy
 * @param fromBlock the block from which on its events are wanted
 */
public record ContractConfig(
        String name,
        ContractAbi abi,
        Set<Address> addresses,
        @Nullable Factory factory,
        List<Implementation> implementations,
        long fromBlock) {
    /**
     * Another contract's event that names this contract's addresses.
     *
     * @param event its name, or its signature where there are overloads
     * @param parameter as {@link io.gridwork.indexer.event.AddressParameter} has it
     * @param place where in the configuration this stands, for messages
     */
    public record Factory(String contract, String event, String parameter, String place) {}

    /** The ABI of the proxy while one of these addresses is its implementation. */
    public record Implementation(String name, ContractAbi abi, Set<Address> addresses) {
        public Implementation {
            addresses = Set.copyOf(addresses);
        }
    }

    public ContractConfig {
        addresses = Set.copyOf(addresses);
        implementations = List.copyOf(implementations);
    }

    /** One that is neither a child nor a proxy. */
    public ContractConfig(String name, ContractAbi abi, Set<Address> addresses, long fromBlock) {
        this(name, abi, addresses, null, List.of(), fromBlock);
    }
}
