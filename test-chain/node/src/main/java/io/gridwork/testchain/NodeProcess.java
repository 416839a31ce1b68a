package io.gridwork.testchain;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A node that answers: its process, its folder and where it listens. */
final class NodeProcess implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final URI NOT_YET = URI.create("");

    private final Launch launch;
    private final ChildProcess process;
    private final Endpoints endpoints;

    /**
     * Where a node listens, both on loopback.
     *
     * @param http JSON-RPC over HTTP
     * @param webSocket JSON-RPC over WebSocket
     */
    record Endpoints(URI http, URI webSocket) {

        static Endpoints of(int httpPort, int webSocketPort) {
            return new Endpoints(
                    URI.create("http://127.0.0.1:" + httpPort), URI.create("ws://127.0.0.1:" + webSocketPort));
        }
    }

    /**
     * What is started.
     *
     * @param engine its name, for messages
     * @param listening the endpoints, once the node has said which ports it took
     * @param firstBlock the block number from which the chain counts as running
     */
    record Launch(
            String engine,
            DataFolder folder,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Supplier<Optional<Endpoints>> listening,
            long firstBlock) {}

    private NodeProcess(Launch launch, ChildProcess process, Endpoints endpoints) {
        this.launch = launch;
        this.process = process;
        this.endpoints = endpoints;
    }

    /** @throws NodeException with the end of the node's log, if it ends or does not answer in time */
    static NodeProcess start(Launch launch, ChainOptions options) {
        ChildProcess process = options.detached()
                ? ChildProcess.startDetached(launch.command, launch.environment, launch.log)
                : ChildProcess.start(launch.command, launch.environment, launch.log);
        boolean ready = false;
        try {
            var node = PidFile.Id.of(process.handle());
            var owner = options.detached() ? node : PidFile.Id.of(ProcessHandle.current());
            new PidFile(launch.engine, node, owner, NOT_YET).write(launch.folder.path());
            var endpoints = awaitReady(launch, process, options.startLimit());
            new PidFile(launch.engine, node, owner, endpoints.http).write(launch.folder.path());
            ready = true;
            return new NodeProcess(launch, process, endpoints);
        } finally {
            if (!ready) {
                process.close();
                launch.folder.release();
            }
        }
    }

    private static Endpoints awaitReady(Launch launch, ChildProcess process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            var endpoints = launch.listening.get();
            if (endpoints.isPresent() && answers(endpoints.get(), launch.firstBlock)) return endpoints.get();
            if (exitsWithin(process, POLL))
                throw failed(launch, process, "ended with status " + process.exitStatus() + " while starting");
        }
        throw failed(
                launch,
                process,
                "did not answer within " + SiteConnection.seconds(limit)
                        + "; a slow machine may need more (--start-timeout, "
                        + ChainOptions.START_LIMIT_PROPERTY + " or " + ChainOptions.START_LIMIT_VARIABLE
                        + ", in seconds)");
    }

    private static boolean answers(Endpoints endpoints, long firstBlock) {
        try {
            return new JsonRpc(endpoints.http).callForLong("eth_blockNumber") >= firstBlock;
        } catch (NodeException | RpcException e) {
            // Not up yet; the caller's deadline decides when that is an error.
            return false;
        }
    }

    private static boolean exitsWithin(ChildProcess process, Duration time) {
        try {
            return process.awaitExit(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while a node was starting", e);
        }
    }

    private static NodeException failed(Launch launch, ChildProcess process, String what) {
        String log = process.logTail(20);
        return new NodeException(launch.engine + " (" + launch.command.getFirst() + ") " + what + remedy(log)
                + "; the end of its log:\n" + log);
    }

    private static String remedy(String log) {
        if (!log.contains("UnsupportedClassVersionError")) return "";
        return ", because it needs a newer Java than " + Runtime.version() + " (" + System.getProperty("java.home")
                + "): run this with a newer JDK, or take the release of gridwork chain install-besu";
    }

    Endpoints endpoints() {
        return endpoints;
    }

    ChildProcess process() {
        return process;
    }

    Path folder() {
        return launch.folder.path();
    }

    @Override
    public void close() {
        process.close();
        launch.folder.release();
    }
}
