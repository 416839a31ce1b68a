package io.gridwork.indexer.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.ContractAbi;
import java.util.Set;

/**
 * A contract to be indexed.
 *
 * @param name the first part of its tables' names
 * @param addresses where it lies; empty: logs of any address that fit its events
 * @param fromBlock the block from which on its events are wanted
 */
public record ContractConfig(String name, ContractAbi abi, Set<Address> addresses, long fromBlock) {
    public ContractConfig {
        addresses = Set.copyOf(addresses);
    }
}
