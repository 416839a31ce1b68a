package io.gridwork.devnet.up;

import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.devnet.network.DishonestNode;
import io.gridwork.devnet.network.IndexerProcess;
import io.gridwork.devnet.network.Node;
import io.gridwork.devnet.network.WorkerProcess;
import io.gridwork.testchain.ChainEngine;
import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.RpcException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The process that keeps a network running: it holds the folder, and its children end with it. */
final class StayingNetwork {

    private static final Duration LOOK = Duration.ofMillis(500);

    /** Children of a process that was killed have five seconds to tidy up. */
    private static final Duration LEFTOVERS_END = Duration.ofSeconds(10);

    private final Devnet devnet;
    private final Settings settings;
    private final ComputeDevice device;
    private final Supervisor supervisor;
    private volatile long block = -1;

    private StayingNetwork(Devnet devnet, Settings settings, ComputeDevice device, Consumer<String> progress) {
        this.devnet = devnet;
        this.settings = settings;
        this.device = device;
        this.supervisor = new Supervisor(System::nanoTime, progress);
    }

    /**
     * Starts the network in a folder, or goes on with the one that is there, and keeps it until this process is told to end.
     *
     * @param engine of the settings
     * @param dishonest whether a {@link DishonestNode} runs beside the workers
     * @param stop tells when to end
     * @param progress takes a line per step
     */
    static void run(
            DevnetFolder folder,
            Settings settings,
            ChainEngine engine,
            boolean dishonest,
            Stop stop,
            Consumer<String> progress) {
        settings.requirePortsFree(Files.exists(folder.settings()) ? LEFTOVERS_END : Duration.ZERO);
        settings.write(folder.settings());
        var device = ComputeDevice.open(settings.device());
        progress.accept("device: " + device.description());
        var options = ChainOptions.defaults()
                .withKept(true)
                .withBlockTime(Duration.ofMillis(settings.blockMillis()))
                .withStartLimit(Duration.ofSeconds(settings.startSeconds()))
                .withPort(settings.port(Settings.CHAIN));
        try (var devnet = Devnet.start(folder, engine, options, settings.port(Settings.INPUTS), progress)) {
            new StayingNetwork(devnet, settings, device, progress).stay(dishonest, stop, progress);
        }
    }

    private void stay(boolean dishonest, Stop stop, Consumer<String> progress) {
        supervisor.keep(
                Settings.CHAIN,
                devnet.chain().rpcUrl().toString(),
                devnet.chain().process(),
                () -> {
                    devnet.restartChain();
                    return devnet.chain().process();
                });
        for (Node node : devnet.register(settings.workers())) start(node);
        devnet.openAccounts();
        if (dishonest) startDishonest(progress);
        startIndexer();
        progress.accept("started " + settings.workers().size() + " workers and the indexer; logs in "
                + devnet.folder().logs());
        block = block();
        // Beside the supervisor: a chain that hangs is asked for half a minute.
        Thread.ofVirtual().start(() -> {
            while (!stop.within(LOOK)) block = block();
        });
        devnet.inputs().tell(() -> status().json());
        while (!stop.within(LOOK)) supervisor.look();
    }

    private void start(Node node) {
        int port = settings.port(node.name());
        var first = WorkerProcess.start(devnet, node, device, port);
        supervisor.keep(node.name(), url(port), first, () -> WorkerProcess.start(devnet, node, device, port));
    }

    private void startDishonest(Consumer<String> progress) {
        Node node = devnet.register(List.of(DishonestNode.NAME)).getFirst();
        progress.accept("node " + node.id()
                + " is dishonest: it delivers zeros for each job that hires it (job post --hire " + node.id() + ")");
        var first = WorkerProcess.startDishonest(devnet, node);
        supervisor.keep(node.name(), "-", first, () -> WorkerProcess.startDishonest(devnet, node));
    }

    private void startIndexer() {
        int port = settings.port(Settings.INDEXER);
        var first = IndexerProcess.start(devnet, port);
        supervisor.keep(Settings.INDEXER, url(port), first, () -> IndexerProcess.start(devnet, port));
    }

    private static String url(int port) {
        return URI.create("http://127.0.0.1:" + port).toString();
    }

    private NetworkStatus status() {
        return new NetworkStatus(ProcessHandle.current().pid(), block, supervisor.status());
    }

    private long block() {
        try {
            return devnet.chain().blockNumber();
        } catch (NodeException | RpcException e) {
            return -1; // what the status says of a chain that does not answer
        }
    }
}
