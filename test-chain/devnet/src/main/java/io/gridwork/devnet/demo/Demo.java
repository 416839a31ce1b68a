package io.gridwork.devnet.demo;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.devnet.network.DishonestNode;
import io.gridwork.devnet.network.IndexerProcess;
import io.gridwork.devnet.network.NetworkDeployment;
import io.gridwork.devnet.network.Node;
import io.gridwork.devnet.network.WorkerProcess;
import io.gridwork.testchain.ChainEngine;
import io.gridwork.testchain.ChainOptions;
import io.gridwork.worker.program.MandelbrotFixed;
import io.gridwork.worker.request.Requester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The main job from end to end on real parts: each process is started, and each contract used, as its user would. */
public final class Demo {

    private static final Duration BLOCK_TIME = Duration.ofSeconds(1);
    private static final Duration JOBS_LIMIT = Duration.ofMinutes(10);
    private static final Duration INDEX_LIMIT = Duration.ofMinutes(2);
    private static final BigInteger DEPOSIT = BigInteger.valueOf(1_000_000_000); // 1,000 USDT
    private static final List<String> NODES = List.of("worker-1", "worker-2", "worker-3", DishonestNode.NAME);

    private final Devnet devnet;
    private final ComputeDevice device;
    private final Address token;
    private final Consumer<String> progress;

    private Demo(Devnet devnet, ComputeDevice device, Consumer<String> progress) {
        this.devnet = devnet;
        this.device = device;
        this.token = devnet.contracts().address("TestUSDT");
        this.progress = progress;
    }

    /**
     * Starts a network, has jobs done on it and checks everything.
     *
     * @param chain how the node is started; its block time is the demo's own
     * @param device that the workers compute on
     * @param jobs how many, beside the one about which a node lies; the first is a rendering by three nodes
     * @param progress takes a line per step
     * @param whenDone gets the report while the network is still up
     * @throws DevnetException with the reason, if anything is not as it should be
     */
    public static void run(
            DevnetFolder folder,
            ChainEngine engine,
            ChainOptions chain,
            ComputeDevice device,
            int jobs,
            Consumer<String> progress,
            Consumer<Report> whenDone) {
        try (var devnet = Devnet.start(folder, engine, chain.withBlockTime(BLOCK_TIME), 0, progress)) {
            whenDone.accept(new Demo(devnet, device, progress).run(DemoJobs.of(jobs)));
        }
    }

    private Report run(List<DemoJob> jobs) {
        IndexerProcess.start(devnet);
        List<Node> nodes = devnet.register(NODES);
        nodes.forEach(this::start);
        progress.accept("started " + nodes.size() + " nodes and the indexer; logs in "
                + devnet.folder().logs());
        DemoJob lie = DemoJobs.hiring(nodes.getLast().id());
        Requester requester = devnet.registrar().requester(Devnet.REQUESTER, DEPOSIT);
        SequencedMap<JobId, String> posted =
                post(requester, Stream.concat(jobs.stream(), Stream.of(lie)).toList());
        JobId liedAbout = posted.lastEntry().getKey();
        var watch = new Watch(devnet, posted, progress);
        watch.untilProposed(liedAbout, JOBS_LIMIT);
        var dispute = Dispute.open(devnet, device, lie, liedAbout, nodes);
        progress.accept("the requester computes " + lie.name() + " and challenges the result");
        watch.untilTerminal(JOBS_LIMIT);
        List<Outcome> outcomes = check(jobs, List.copyOf(posted.keySet()));
        var summary = new Summary(devnet.folder().database(), posted, token);
        summary.awaitIndexed(posted.size(), INDEX_LIMIT);
        summary.requireSound();
        var accounts = new ArrayList<>(List.of(requester.account(), NetworkDeployment.TREASURY));
        for (Node node : nodes) accounts.add(node.owner().address());
        for (Address account : accounts)
            for (String one : List.of("TestUSDT", "TestStake")) requireBalance(one, account, summary);
        return new Report(devnet, device, summary, outcomes, dispute.verdict(summary), draw(outcomes));
    }

    private void start(Node node) {
        progress.accept("registered node " + node.id() + " (" + node.name() + "): owner "
                + node.owner().address() + " (cold), operator "
                + node.operator().address() + " (hot)");
        if (node.name().equals(DishonestNode.NAME)) WorkerProcess.startDishonest(devnet, node);
        else WorkerProcess.start(devnet, node, device);
    }

    private SequencedMap<JobId, String> post(Requester requester, List<DemoJob> jobs) {
        var posted = new LinkedHashMap<JobId, String>();
        for (DemoJob job : jobs) {
            JobSpec spec = job.spec(devnet.inputs());
            JobId id = requester.post(job.order(requester.account(), posted.size(), token, spec), spec);
            posted.put(id, job.name());
            progress.accept("posted " + job.name() + " (" + id + "): " + job.seats()
                    + (job.seats() == 1 ? " seat" : " seats") + ", at most " + job.maxPrice() + " USDT each");
        }
        return posted;
    }

    private List<Outcome> check(List<DemoJob> jobs, List<JobId> ids) {
        var checks = new Checks(devnet);
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < jobs.size(); i++) {
            Outcome outcome = checks.check(jobs.get(i), ids.get(i));
            save(outcome);
            outcomes.add(outcome);
            progress.accept("checked " + outcome.job().name() + " against plain Java: " + outcome.describe());
        }
        return outcomes;
    }

    private void save(Outcome outcome) {
        Path file = devnet.folder().outputs().resolve(outcome.job().name() + ".bin");
        try {
            Files.write(file, outcome.output().toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path draw(List<Outcome> outcomes) {
        Path file = devnet.folder().root().resolve("mandelbrot.png");
        Outcome rendering = outcomes.stream()
                .filter(outcome -> outcome.job().program() instanceof MandelbrotFixed)
                .findFirst()
                .orElseThrow();
        var view = DemoJobs.VIEW;
        try {
            Picture.write(rendering.output().toArray(), view.width(), view.height(), view.iterations(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** The contract's own answer and the sum of the events. */
    private void requireBalance(String of, Address account, Summary summary) {
        String onChain = devnet.market().vaultBalance(of, account).toString();
        String fromEvents = summary.vaultBalance(devnet.contracts().address(of), account);
        if (!onChain.equals(fromEvents))
            throw new DevnetException(
                    "the vault holds " + onChain + " " + of + " for " + account + ", and the events say " + fromEvents);
    }
}
