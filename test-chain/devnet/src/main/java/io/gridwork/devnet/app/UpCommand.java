package io.gridwork.devnet.app;

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

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Mixin
    private DeviceFlags device = new DeviceFlags();

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
            names = "--dishonest",
            description =
                    "Add a node that delivers zeros for each job that hires it, so that you can see a dispute. It runs until"
                            + " `gridwork down`.")
    private boolean dishonest;

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
        }
        NetworkStatus status = background.start(options(), line -> {
            out.println(line);
            out.flush();
        });
        out.print(new NetworkReport(network, status).welcome());
        out.flush();
        return 0;
    }

    private Up.Wanted wanted() {
        try {
            return new Up.Wanted(
                    engine.engine(),
                    Optional.ofNullable(port),
                    Optional.ofNullable(workers),
                    Optional.ofNullable(blockTime),
                    engine.startLimit(),
                    device.device(),
                    dishonest);
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
