package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.network.Network;
import io.gridwork.testchain.ChainEngine;
import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A chain with our contracts on it, in one folder. What runs on it ends with it. */
public final class Devnet implements AutoCloseable {

    /** Hardware class of every node and program here. */
    public static final int NODE_CLASS = 1;

    /** The requester that commands act as when they name no key. */
    public static final String REQUESTER = "requester";

    /** The account that deploys other people's plans when they name no key. */
    private static final String PLAN_DEPLOYER = "deployer";

    private static final BigInteger REQUESTER_STAKE = BigInteger.valueOf(1_000); // GWS, for bonds of challenges
    private static final BigInteger REQUESTER_MONEY = BigInteger.valueOf(10_000); // USDT

    private static final Signer FAUCET = signer(9);

    private final DevnetFolder folder;
    private final Supplier<TestChain> starter;
    private TestChain chain;
    private final ChainClient client;
    private final Path record;
    private final DeployedContracts contracts;
    private final Wallet faucet;
    private final Registrar registrar;
    private final Market market;
    private final Processes processes = new Processes();
    private final InputServer inputs;

    private Devnet(
            DevnetFolder folder,
            Supplier<TestChain> starter,
            TestChain chain,
            ChainClient client,
            NetworkDeployment deployment,
            InputServer inputs) {
        this.folder = folder;
        this.starter = starter;
        this.chain = chain;
        this.client = client;
        this.inputs = inputs;
        this.record = deployment.record();
        this.contracts = deployment.contracts();
        this.market = new Market(client, contracts);
        this.faucet = new Wallet(client, FAUCET, contracts);
        this.registrar = new Registrar(client, contracts, faucet, folder.keys());
    }

    /**
     * Starts a chain, or goes on with the one in the folder, and deploys what is missing on it.
     *
     * @param inputPort at which inputs are served; 0: any free one
     * @param progress takes a line per step
     */
    public static Devnet start(
            DevnetFolder folder, ChainEngine engine, ChainOptions options, int inputPort, Consumer<String> progress) {
        Supplier<TestChain> starter = () -> engine.start(options.withDataFolder(folder.chain()));
        TestChain chain = starter.get();
        boolean ready = false;
        try {
            progress.accept("chain: " + chain + ", chain id " + chain.chainId());
            var client = new ChainClient(chain.rpcUrl());
            requireSameChain(client, folder);
            var deployment = NetworkDeployment.apply(client, folder.deployments(), progress);
            var inputs = InputServer.start(folder.inputs(), inputPort);
            var devnet = new Devnet(folder, starter, chain, client, deployment, inputs);
            devnet.describe();
            ready = true;
            return devnet;
        } finally {
            if (!ready) chain.close();
        }
    }

    /** A record of another chain than the one that goes on here means that the node lost its chain. */
    private static void requireSameChain(ChainClient client, DevnetFolder folder) {
        Path record = folder.deployments().resolve(client.chainId() + ".json");
        if (!Files.exists(record)) return;
        try {
            Optional<Hash32> genesis = client.genesis();
            if (genesis.isPresent() && !Deployment.read(record).genesisHash().equals(genesis))
                throw new DevnetException("the chain of the network in " + folder.root()
                        + " is lost, as after a power cut in its first seconds; start anew with: gridwork reset");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + record, e);
        }
    }

    /** Writes the file by which commands find the network. */
    private void describe() {
        var own = new Network.Development(
                folder.keys().resolve(REQUESTER + ".key"),
                folder.keys().resolve(PLAN_DEPLOYER + ".key"),
                folder.state("client"),
                folder.inputs(),
                inputs.url(),
                folder.database());
        NetworkDeployment.describe(folder.networkFile(), chain.rpcUrl(), record, contracts, Optional.of(own));
    }

    /**
     * Registers nodes, each with keys and stake of its own; one that is there already stays as it is. Numbers of new ones follow the
     * order of the names. Jobs posted from now on can be claimed by them, and judged: stake has to be older than the job, and counted as jury
     * tickets. The {@link DishonestNode} gets none: it sits on no jury.
     */
    public List<Node> register(List<String> names) {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Registrar.Operation>> all = names.stream()
                    .map(name -> people.submit(() -> registrar.prepare(name)))
                    .toList();
            List<Node> nodes = all.stream()
                    .map(Devnet::result)
                    .map(who -> registrar.register(who, NODE_CLASS))
                    .toList();
            awaitLaterBlock();
            registrar.ripen(nodes.stream()
                    .filter(node -> !node.name().equals(DishonestNode.NAME))
                    .toList());
            return nodes;
        }
    }

    /** The accounts that people try the network with: a requester with test money, a deployer with gas, and who governs. */
    public void openAccounts() {
        Account requester = registrar.account(REQUESTER);
        if (market.vaultBalance("TestUSDT", requester.address()).signum() == 0
                && walletBalance("TestUSDT", requester.address()).signum() == 0)
            Faucet.give(faucet, contracts, requester.address(), BigInteger.ZERO, REQUESTER_STAKE, REQUESTER_MONEY);
        Account.known(folder.keys(), PLAN_DEPLOYER, signer(1));
        Account.known(folder.keys(), "governor", NetworkDeployment.DEPLOYER);
    }

    private BigInteger walletBalance(String token, Address account) {
        return contracts.read(client, token, "balanceOf", account).getFirst().toInteger();
    }

    /** Waits for a block with a later timestamp: on this network many share a second. */
    private void awaitLaterBlock() {
        long before = chain.blockTimestamp();
        while (chain.blockTimestamp() == before) Pause.of(Duration.ofMillis(100));
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DevnetException reason) throw reason;
            throw new DevnetException("cannot register a node: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while registering nodes", e);
        }
    }

    public DevnetFolder folder() {
        return folder;
    }

    public TestChain chain() {
        return chain;
    }

    /** Starts the node again after its end. */
    public void restartChain() {
        chain = starter.get();
    }

    public InputServer inputs() {
        return inputs;
    }

    public ChainClient client() {
        return client;
    }

    /** File of the deployment record. */
    public Path record() {
        return record;
    }

    public DeployedContracts contracts() {
        return contracts;
    }

    public Registrar registrar() {
        return registrar;
    }

    public Market market() {
        return market;
    }

    public Processes processes() {
        return processes;
    }

    /** Ends the processes, then the chain. */
    @Override
    public void close() {
        processes.close();
        inputs.close();
        client.close();
        chain.close();
    }

    static Signer signer(int account) {
        return Signer.ofPrivateKey(TestAccount.ALL.get(account).privateKey());
    }
}
