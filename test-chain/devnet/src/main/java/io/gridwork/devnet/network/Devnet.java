package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Deployment;
import io.gridwork.chain.Signer;
import io.gridwork.testchain.ChainEngine;
import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.toolkit.deploy.Applied;
import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Search;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A chain with our contracts on it, in one folder. What runs on it ends with it. */
public final class Devnet implements AutoCloseable {

    /** Hardware class of every node and program here. */
    public static final int NODE_CLASS = 1;

    private static final long MAX_UNITS = 1_000_000;
    private static final String PLAN = "io/gridwork/contracts/plans/gridwork-dev.yaml";
    private static final Signer DEPLOYER = signer(0);
    private static final Signer FAUCET = signer(9);
    private static final Signer TREASURY = signer(8);

    private final DevnetFolder folder;
    private final TestChain chain;
    private final ChainClient client;
    private final Path record;
    private final DeployedContracts contracts;
    private final Registrar registrar;
    private final Market market;
    private final Processes processes = new Processes();

    private Devnet(DevnetFolder folder, TestChain chain, ChainClient client, Path record, DeployedContracts contracts) {
        this.folder = folder;
        this.chain = chain;
        this.client = client;
        this.record = record;
        this.contracts = contracts;
        this.market = new Market(client, contracts);
        this.registrar = new Registrar(client, contracts, new Wallet(client, FAUCET, contracts), folder.keys());
    }

    /**
     * Starts a chain and deploys the contracts.
     *
     * @param blockTime time between blocks
     * @param progress takes a line per step
     */
    public static Devnet start(DevnetFolder folder, ChainEngine engine, Duration blockTime, Consumer<String> progress) {
        var options = ChainOptions.defaults().withDataFolder(folder.chain()).withBlockTime(blockTime);
        TestChain chain = engine.start(options);
        boolean ready = false;
        try {
            progress.accept("chain: " + chain + ", chain id " + chain.chainId());
            var client = new ChainClient(chain.rpcUrl());
            var deployer = new Deployer(plan(), DeployedContracts.ARTIFACTS, client, folder.deployments());
            Applied applied = deployer.apply(DEPLOYER, Wallet.OPTIONS, line -> progress.accept("  " + line));
            Deployment deployment = applied.record();
            progress.accept("deployed " + deployment.contracts().size() + " contracts in " + applied.transactions()
                    + " transactions; record: " + deployer.record());
            var devnet = new Devnet(folder, chain, client, deployer.record(), new DeployedContracts(deployment));
            devnet.vetPrograms();
            progress.accept("vetted " + Programs.builtIn().size() + " programs");
            ready = true;
            return devnet;
        } finally {
            if (!ready) chain.close();
        }
    }

    private static Plan plan() {
        return Plan.resource(PLAN)
                .withAccounts(Map.of("treasury", TREASURY.address().toString()));
    }

    /** The deployer governs this network, and vouches for the programs that the workers bring. */
    private void vetPrograms() {
        var governor = new Wallet(client, DEPLOYER, contracts);
        for (BuiltIn program : Programs.builtIn()) {
            List<Object> vetted = List.of(true, NODE_CLASS, MAX_UNITS, verifier(program));
            governor.send(
                    "vet " + program.name(), contracts.call("ProgramRegistry", "setProgram", program.hash(), vetted));
        }
    }

    /** The contract that checks the program's results; zero where none can. */
    private Address verifier(BuiltIn program) {
        if (program.equals(Search.KECCAK256)) return contracts.address("PowKeccak256");
        if (program.equals(Search.SHA256D)) return contracts.address("PowSha256d");
        return Address.ZERO;
    }

    /**
     * Registers nodes, each with keys and stake of its own. Their numbers follow the order of the names. Jobs posted from
     * now on can be claimed by them: stake has to be older than the job.
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
            return nodes;
        }
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
        client.close();
        chain.close();
    }

    private static Signer signer(int account) {
        return Signer.ofPrivateKey(TestAccount.ALL.get(account).privateKey());
    }
}
