package io.gridwork.toolkit.deploy;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.network.Deployment;
import java.util.HashMap;
import java.util.Map;

/** Deployed contracts by name, with the ABI of the artifact of that name, or of the one that the public plan gives it. */
record Contracts(Network network, Map<String, Address> addresses) {
    private static final Map<String, String> ARTIFACTS = Map.of("TimelockController", "Timelock");

    Contracts(Network network, Applied applied) {
        this(network, addresses(applied.record()));
    }

    /** These and the others. */
    Contracts and(Contracts others) {
        Map<String, Address> all = new HashMap<>(addresses);
        all.putAll(others.addresses);
        return new Contracts(network, all);
    }

    Address address(String name) {
        Address address = addresses.get(name);
        if (address == null) throw new IllegalArgumentException(name + " is not deployed");
        return address;
    }

    Call call(String contract, String function, Object... arguments) {
        return Call.of(address(contract), function(contract, function).encode(arguments));
    }

    /** The first of a view's results. */
    AbiValue read(String contract, String function, Object... arguments) {
        Call call = call(contract, function, arguments);
        return function(contract, function)
                .decodeResult(network.client().call(null, call, BlockTag.LATEST))
                .getFirst();
    }

    private static FunctionSchema function(String contract, String function) {
        String artifact = ARTIFACTS.getOrDefault(contract, contract);
        return Network.ARTIFACTS.find(artifact).abi().function(function);
    }

    private static Map<String, Address> addresses(Deployment record) {
        Map<String, Address> addresses = new HashMap<>();
        record.contracts().forEach((name, contract) -> addresses.put(name, contract.address()));
        return addresses;
    }
}
