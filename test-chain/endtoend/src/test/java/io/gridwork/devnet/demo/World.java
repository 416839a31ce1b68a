package io.gridwork.devnet.demo;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.devnet.network.IndexerProcess;
import io.gridwork.devnet.network.Market;
import io.gridwork.devnet.network.Node;
import io.gridwork.devnet.network.WorkerProcess;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.EngineSelection;
import io.gridwork.testchain.NodeException;
import io.gridwork.worker.program.GemmI8;
import io.gridwork.worker.request.Requester;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.jooq.CloseableDSLContext;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Assumptions;

/** A network with two workers, a third node by hand, an indexer and a requester. */
final class World implements AutoCloseable {

    private static final BigInteger DEPOSIT = BigInteger.valueOf(1_000_000_000);

    private final DevnetFolder folder;
    private final Devnet devnet;
    private final ComputeDevice device;
    private final Market market;
    private final Requester requester;
    private final List<Node> withWorkers;
    private final NodeByHand byHand;
    private final Map<JobId, DemoJob> jobs = new HashMap<>();

    private World(DevnetFolder folder, Devnet devnet, ComputeDevice device) {
        this.folder = folder;
        this.devnet = devnet;
        this.device = device;
        this.market = devnet.market();
        List<Node> nodes = devnet.register(List.of("worker-1", "worker-2", "by-hand"));
        this.withWorkers = nodes.subList(0, 2);
        this.byHand = new NodeByHand(devnet, nodes.getLast());
        this.requester = devnet.registrar().requester("requester", DEPOSIT);
        IndexerProcess.start(devnet);
        for (Node node : withWorkers) startWorker(node);
    }

    static World start(Path place) {
        EngineSelection selection;
        ComputeDevice device;
        try {
            selection = EngineSelection.ofThisProcess();
            device = ComputeDevice.open(ComputeDevice.BEST);
        } catch (NodeException | DevnetException absent) {
            return Assumptions.abort(absent.getMessage());
        }
        var folder = DevnetFolder.claim(place);
        return new World(
                folder,
                Devnet.start(
                        folder,
                        selection.engine(),
                        ChainOptions.defaults().withBlockTime(Duration.ofSeconds(1)),
                        0,
                        line -> {}),
                device);
    }

    void startWorker(Node node) {
        WorkerProcess.start(devnet, node, device);
    }

    Devnet devnet() {
        return devnet;
    }

    List<Node> withWorkers() {
        return withWorkers;
    }

    NodeByHand byHand() {
        return byHand;
    }

    /** A small matrix product, another one for each name. */
    DemoJob job(String name, int seats, int quorum) {
        var program = new GemmI8();
        return new DemoJob(name, program, program.random(new SplittableRandom(name.hashCode())), seats, quorum, 2);
    }

    JobId post(DemoJob job) {
        JobSpec spec = job.spec(devnet.inputs());
        JobId id = requester.post(job.order(requester.account(), jobs.size(), usdt(), spec), spec);
        jobs.put(id, job);
        return id;
    }

    Market.Standing standing(JobId id) {
        devnet.processes().requireAlive();
        return market.standing(id);
    }

    void awaitState(JobId id, JobState state, Duration limit) {
        Awaitility.await().atMost(limit).until(() -> standing(id).state() == state);
    }

    boolean rootIsRight(JobId id) {
        DemoJob job = jobs.get(id);
        return market.standing(id).result().equals(job.rootOf(job.reference()));
    }

    /** kill -9, and nobody minds that it is gone. */
    void kill(String process) {
        devnet.processes().release(process).kill();
    }

    /** What the vault holds for the node's owner. */
    BigInteger earned(Node node) {
        return market.vaultBalance("TestUSDT", node.owner().address());
    }

    BigInteger earnedByEvents(Node node) {
        String balance = sql("SELECT coalesce(max(balance), '0') FROM vault_balances WHERE token = '" + usdt().hex()
                + "' AND account = '" + node.owner().address().hex() + "'");
        return new BigInteger(balance);
    }

    BigInteger price(JobId id) {
        return new BigInteger(sql("SELECT price FROM jobs WHERE job_id = '" + id + "'"));
    }

    BigInteger paid(JobId id) {
        return new BigInteger(sql("SELECT paid FROM jobs WHERE job_id = '" + id + "'"));
    }

    void awaitIndexed(JobId id, Duration limit) {
        Awaitility.await()
                .atMost(limit)
                .ignoreException(Refusal.class)
                .until(() -> sql("SELECT count(*) FROM jobs WHERE finished_at IS NOT NULL AND job_id = '" + id + "'")
                        .equals("1"));
    }

    /** Events of a kind in the network's database. */
    int events(Table<?> table, Condition which) {
        try (CloseableDSLContext events = DSL.using("jdbc:sqlite:" + folder.database() + "?open_mode=1")) {
            return events.fetchCount(table, which);
        }
    }

    /** The one value that a query of the network's database yields. */
    String sql(String query) {
        return sql(folder.database(), query);
    }

    private static String sql(Path database, String query) {
        var out = new StringWriter();
        new Query(query, Duration.ofSeconds(30), 10).run(database, ResultFormat.csv, out);
        return out.toString().lines().skip(1).findFirst().orElse("");
    }

    /** Heartbeats in a database that may not be there yet. */
    long rows(Path database) {
        if (!Files.exists(database)) return 0;
        try {
            return Long.parseLong(sql(database, "SELECT count(*) FROM node_staking_heartbeat"));
        } catch (Refusal e) {
            // The indexer makes its tables when it starts.
            return 0;
        }
    }

    private Address usdt() {
        return devnet.contracts().address("TestUSDT");
    }

    @Override
    public void close() {
        devnet.close();
        folder.close();
    }
}
