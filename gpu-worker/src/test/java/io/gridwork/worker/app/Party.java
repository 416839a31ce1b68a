package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.NodeId;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.jury.Challenger;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.ChainCourt;
import io.gridwork.worker.market.ChainMarket;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.market.VaultAccount;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.node.NodeOperator;
import io.gridwork.worker.node.NodeOwner;
import io.gridwork.worker.request.Requester;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.step.Economics;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Those who take part in a story: requesters, node owners, workers. Each with keys and money of its own on a real chain. */
final class Party {
    private final TestNetwork network;
    private final Contracts contracts;
    private final Path folder;
    private int people;

    Party(TestNetwork network, Path folder) {
        this.network = network;
        this.contracts = new Contracts(network.client(), network.deployment());
        this.folder = folder;
    }

    ChainReader reader() {
        return new ChainReader(contracts);
    }

    Contracts contracts() {
        return contracts;
    }

    Requester requester() {
        return new Requester(contracts, actions(person("requester"), null));
    }

    /** A node with 100 GWS at stake, all of it exposed and ripe, owned and operated by keys of its own. */
    Node node(int slots) {
        return node(slots, 100);
    }

    /** The same with another stake, which says how many seats of a jury the node can expect. */
    Node node(int slots, long stake) {
        String name = "node-" + people++;
        Signer owner = network.newcomer(key(name + "-owner"));
        Signer operator = network.newcomer(key(name + "-operator"));
        NodeId id = new NodeOwner(contracts, actions(owner, null))
                .register(
                        operator.address(),
                        TestNetwork.NODE_CLASS,
                        slots,
                        Keccak256.hash("test"),
                        TestNetwork.ether(stake),
                        TestNetwork.ether(stake),
                        "register");
        // Stake must be older than the job, and than a ticket, by the seconds of the chain's clock.
        network.chain().passTime(Duration.ofSeconds(2));
        new NodeOperator(contracts, actions(operator, null)).ripen(id, "register");
        return new Node(id, owner.address(), operator, folder.resolve("node-" + id), name);
    }

    /** Someone with what a job's challenge takes, in the vault. */
    Challenger challenger() {
        return new Challenger(contracts, actions(person("challenger"), null), new InMemoryJournal());
    }

    /** How a dispute stands, seen from a node. */
    Trial trial(PostedJob job, Node node) {
        return court(node).trial(job);
    }

    /** The jury, for a node whose worker does not run. */
    ChainCourt court(Node node) {
        return new ChainCourt(contracts, actions(node.operator(), null), node.id());
    }

    /** Puts stake tokens of a node's operator into the vault: a bond for challenges. */
    void fillPurse(Node node, BigInteger amount) {
        network.fund(node.operator().address());
        new VaultAccount(contracts, actions(node.operator(), null)).ensure(network.stakeToken(), amount, "purse");
    }

    /** The file with the key of a node's owner. */
    Path ownerKey(Node node) {
        return key(node.name() + "-owner");
    }

    /** The file with the key of a node's operator. */
    Path operatorKey(Node node) {
        return key(node.name() + "-operator");
    }

    private Path key(String name) {
        return folder.resolve(name + ".key");
    }

    private Signer person(String role) {
        return network.newcomer(key(role + "-" + people++));
    }

    private Actions actions(Signer signer, TransactionJournal journal) {
        TransactionJournal used =
                journal == null ? TransactionJournal.inMemory(network.chain().chainId(), signer.address()) : journal;
        SenderOptions options = SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(50));
        return new Actions(
                new TransactionSender(network.client(), signer, used, contracts.errors(), options),
                Duration.ofSeconds(20));
    }

    /** A node, the folder its worker keeps over restarts, and the beginning of its keys' names. */
    record Node(NodeId id, Address owner, Signer operator, Path dir, String name) {}

    /** A worker at work for a node. The transaction journal outlives it, as the folder does. */
    Working work(Node node, TransactionJournal journal) {
        return work(node, journal, Style.HONEST);
    }

    Working work(Node node, TransactionJournal journal, JobRunner runner) {
        return work(node, journal, new Style(runner, 0, 0, 1 << 20));
    }

    Working work(Node node, TransactionJournal journal, Style style) {
        ChainMarket market = new ChainMarket(contracts, actions(node.operator(), journal), node.id());
        Worker worker = new Worker(config(node, style), market, style.runner(), InstantSource.system());
        Thread thread = Thread.ofPlatform().name("worker-" + node.id()).start(() -> {
            try {
                worker.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return new Working(worker, thread);
    }

    /** A running worker. */
    record Working(Worker worker, Thread thread) implements AutoCloseable {
        /** As Prometheus reads them. */
        String metrics() throws IOException {
            try (InputStream in =
                    URI.create(worker.address() + "/metrics").toURL().openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        @Override
        public void close() {
            worker.close();
            thread.interrupt();
        }
    }

    TransactionJournal journal(Node node) {
        return TransactionJournal.inMemory(
                network.chain().chainId(), node.operator().address());
    }

    /**
     * How a worker works.
     *
     * @param floor least expected value of a job that it claims
     * @param selfCheckUnits largest job that it computes again as a whole before it signs
     */
    record Style(JobRunner runner, double challengeShare, double floor, long selfCheckUnits) {
        static final Style HONEST = new Style(new ReferenceRunner(System::nanoTime), 0, 0, 1 << 20);
    }

    WorkerConfig config(Node node, Style style) {
        Economics economics = new Economics(Map.of(network.usdt(), 1.0), 0, 1, 0.25, 65, 0.05, 0.95, style.floor());
        return new WorkerConfig(
                List.of(network.chain().rpcUrl()),
                folder.resolve("deployment.json"),
                node.dir(),
                folder,
                OptionalLong.of(node.id().value()),
                RunnerConfig.DEFAULT,
                economics,
                false,
                false,
                Optional.of("1000"),
                new WorkerConfig.Content(
                        1 << 20, 1 << 30, true, Duration.ofSeconds(10), Duration.ofDays(1), style.selfCheckUnits()),
                new WorkerConfig.Http("127.0.0.1", OptionalInt.of(0), Optional.empty()),
                1000,
                style.challengeShare(),
                Duration.ofMillis(100),
                Duration.ZERO,
                Duration.ofSeconds(5));
    }

    /** Vault balance of the stake token. */
    BigInteger stakeBalance(Address account) {
        return reader().vaultBalance(network.stakeToken(), account);
    }

    /** Vault balance in USDT. */
    BigInteger usdt(Address account) {
        return reader().vaultBalance(network.usdt(), account);
    }

    Address token() {
        return network.usdt();
    }
}
