package io.gridwork.devnet.app;

import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.up.NetworkStatus;
import io.gridwork.devnet.up.Up;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A network that stays. */
@Command(
        name = "up",
        description = {
            "Start a development network that stays: a chain, the contracts, accounts with test money, workers and an indexer.",
            "It runs in the background until `gridwork down`. Started again it goes on where it was."
        })
final class UpCommand implements Callable<Integer> {

    @Mixin
    private NetworkFlags network = new NetworkFlags();

    @Option(names = "--chain", paramLabel = "ENGINE", description = "auto, besu or anvil (default: auto).")
    private @Nullable String engine;

    @Option(
            names = "--port",
            defaultValue = "${env:GRIDWORK_PORT}",
            description =
                    "Port of the chain on loopback; inputs, workers and indexer take some of the next 15. 0: any free"
                            + " ports (default: 8545). Environment: GRIDWORK_PORT.")
    private @Nullable Integer port;

    @Option(names = "--workers", paramLabel = "N", description = "How many workers, 1 to 9 (default: 3).")
    private @Nullable Integer workers;

    @Option(
            names = "--block-time",
            paramLabel = "SECONDS",
            description =
                    "Time between blocks (default: 5 on anvil, where each transaction has a block at once besides; 1 on Besu).")
    private @Nullable Double blockTime;

    @Option(
            names = "--start-timeout",
            paramLabel = "SECONDS",
            description = "How long the chain may take to start (default: 90).")
    private @Nullable Integer startTimeout;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description =
                    "What the workers compute on: auto (the best OpenCL device), part of an OpenCL device's name, or"
                            + " reference (plain Java, slow) (default: " + ComputeDevice.BEST + ").")
    private @Nullable String device;

    @Option(names = "--foreground", description = "Run here until Ctrl-C, and not in the background.")
    private boolean foreground;

    @Option(names = "--folder", hidden = true, description = "In the background: the network's folder.")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        Up.Wanted wanted = wanted();
        if (foreground) {
            Up.inForeground(folder == null ? network.folder() : folder, wanted, new ProgressLines(out));
            return 0;
        }
        var background = network.background();
        if (background.isRunning()) {
            out.println("The network \"" + network.name
                    + "\" is already up; other options take effect after gridwork down.");
        } else {
            background.start(options(), line -> {
                out.println(line);
                out.flush();
            });
        }
        NetworkStatus status = background
                .status()
                .orElseThrow(() -> new IllegalStateException(
                        "the network is still starting; look with: gridwork status" + network.argument()));
        out.print(new NetworkReport(network, status).welcome());
        out.flush();
        return 0;
    }

    private Up.Wanted wanted() {
        try {
            return new Up.Wanted(
                    Optional.ofNullable(engine),
                    Optional.ofNullable(port),
                    Optional.ofNullable(workers),
                    Optional.ofNullable(blockTime),
                    Optional.ofNullable(startTimeout),
                    Optional.ofNullable(device));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** What the user has typed, without the command itself. */
    private List<String> options() {
        var options = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        options.remove(spec.name());
        return options;
    }
}
