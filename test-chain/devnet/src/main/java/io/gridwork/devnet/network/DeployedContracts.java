package io.gridwork.devnet.network;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.network.Network;
import io.gridwork.testchain.TestChain;
import io.gridwork.toolkit.artifact.ArtifactSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The deployed contracts, by name. */
public final class DeployedContracts {

    /** Where the contracts' jar keeps its artifacts. */
    public static final ArtifactSource ARTIFACTS = ArtifactSource.classPath("io/gridwork/contracts/artifacts");

    /** Names of artifacts and of contracts alike; the verifiers, which only the market calls, are known by their addresses. */
    private static final List<String> TALKED_WITH = List.of(
            "TestStake", "TestUSDT", "Vault", "NodeStaking", "ProgramRegistry", "JobEscrow", "Jury", "MarketLens");

    private final Deployment deployment;
    private final Map<String, ContractAbi> abis;

    public DeployedContracts(Deployment deployment) {
        this.deployment = deployment;
        this.abis = TALKED_WITH.stream()
                .collect(Collectors.toUnmodifiableMap(
                        name -> name, name -> ARTIFACTS.find(name).abi()));
    }

    /** @throws DevnetException if the network is no development network: its tokens cannot be made, and gas costs money */
    @SuppressWarnings("MissingSummary")
    static DeployedContracts ofDevelopment(Network network) {
        try {
            Deployment deployment = Deployment.read(network.deployment());
            if (deployment.chainId() != TestChain.CHAIN_ID
                    || !deployment.contracts().containsKey("TestUSDT"))
                throw new DevnetException("the network of " + network.file() + " is on chain " + deployment.chainId()
                        + " and is no development network: start one with gridwork up");
            return new DeployedContracts(deployment);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the deployment record " + network.deployment(), e);
        }
    }

    public Deployment deployment() {
        return deployment;
    }

    public Address address(String contract) {
        return deployment.contract(contract).address();
    }

    public ContractAbi abi(String contract) {
        ContractAbi abi = abis.get(contract);
        if (abi == null) throw new IllegalArgumentException("no contract " + contract + " was deployed");
        return abi;
    }

    public Call call(String contract, String function, Object... arguments) {
        return Call.of(address(contract), abi(contract).function(function).encode(arguments));
    }

    public List<AbiValue> read(ChainClient chain, String contract, String function, Object... arguments) {
        return chain.read(address(contract), abi(contract).function(function), BlockTag.LATEST, arguments);
    }

    /** Knows the errors of all contracts, because one often passes on what another said. */
    public ErrorDecoder errors() {
        return new ErrorDecoder(
                abis.values().stream().flatMap(abi -> abi.errors().stream()).toList());
    }
}
