package io.gridwork.devnet.network;

import io.gridwork.testchain.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gridwork index}, as an analyst starts it. */
public final class IndexerProcess {

    public static final String NAME = "indexer";

    private IndexerProcess() {}

    /** Starts the network's indexer; started again after its end it goes on in the same database. */
    public static ChildProcess start(Devnet devnet) {
        return start(devnet, List.of());
    }

    /** @param port at which it tells its metrics and its health */
    @SuppressWarnings("MissingSummary")
    public static ChildProcess start(Devnet devnet, int port) {
        return start(devnet, List.of("--http-port=" + port));
    }

    private static ChildProcess start(Devnet devnet, List<String> more) {
        var options = new ArrayList<>(List.of("--poll-millis=250"));
        options.addAll(more);
        ChildProcess process =
                index(devnet, devnet.folder().database(), devnet.folder().log(NAME), options);
        devnet.processes().watch(NAME, process);
        return process;
    }

    /**
     * Starts an indexer of the network's contracts.
     *
     * @param options more of {@code gridwork index}
     */
    public static ChildProcess index(Devnet devnet, Path database, Path log, List<String> options) {
        var arguments = new ArrayList<>(List.of(
                "index",
                "--rpc=" + devnet.chain().rpcUrl(),
                "--preset=gridwork",
                "--deployment=" + devnet.record(),
                "--db=" + database));
        arguments.addAll(options);
        return JavaProcess.start("io.gridwork.indexer.app.Main", arguments, log);
    }
}
