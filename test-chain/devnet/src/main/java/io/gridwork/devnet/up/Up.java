package io.gridwork.devnet.up;

import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.testchain.EngineSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Starts a network with what its user wants, and what it was started with before. */
public final class Up {

    private static final int PORT = 8545;
    private static final int WORKERS = 3;
    private static final long START_SECONDS = 90;
    private static final int LAST_BASE = 65_000;

    private Up() {}

    /**
     * What a user asks for; what is empty stays as it was, or gets its default.
     *
     * @param blockTime in seconds
     * @param dishonest whether a node that delivers zeros is there until the network ends; it is not remembered
     */
    public record Wanted(
            Optional<String> engine,
            Optional<Integer> port,
            Optional<Integer> workers,
            Optional<Double> blockTime,
            Optional<Duration> startLimit,
            Optional<String> device,
            boolean dishonest) {

        public Wanted {
            workers.ifPresent(count -> require("--workers", count, 1, Settings.MOST_WORKERS));
            port.ifPresent(base -> require("--port", base, 0, LAST_BASE));
            startLimit.ifPresent(limit -> require("--start-timeout", limit.toSeconds(), 1, 86_400));
            blockTime.ifPresent(seconds -> require("--block-time", seconds, 0.1, 3_600));
        }

        private static void require(String option, Number given, Number least, Number most) {
            if (given.doubleValue() >= least.doubleValue() && given.doubleValue() <= most.doubleValue()) return;
            throw new IllegalArgumentException(
                    option + " " + given + " is out of bounds; give " + least + " to " + most);
        }
    }

    /**
     * Runs the network until this process is told to end.
     *
     * @param progress takes a line per step
     * @throws DevnetException if it cannot be started
     */
    public static void inForeground(Path place, Wanted wanted, Consumer<String> progress) {
        // The folder is given up before the JVM may end.
        try (var stop = new Stop();
                DevnetFolder folder = DevnetFolder.open(place)) {
            Optional<Settings> before = Settings.read(folder.settings());
            var selection = EngineSelection.requested(wanted.engine.or(() -> before.map(Settings::engine)));
            progress.accept(selection.reason());
            String engine = selection.engine().name();
            before.map(Settings::engine)
                    .filter(earlier -> !earlier.equals(engine))
                    .ifPresent(earlier -> {
                        throw new DevnetException("the network in " + folder.root() + " has its chain on " + earlier
                                + ", not on " + engine + "; leave --chain away, or start anew with: gridwork reset");
                    });
            StayingNetwork.run(
                    folder, settings(wanted, before, engine), selection.engine(), wanted.dishonest, stop, progress);
        }
    }

    private static Settings settings(Wanted wanted, Optional<Settings> before, String engine) {
        return new Settings(
                engine,
                wanted.blockTime
                        .map(seconds -> Math.round(seconds * 1000))
                        .or(() -> before.map(Settings::blockMillis))
                        .orElse(engine.equals("anvil") ? 5_000L : 1_000L),
                wanted.startLimit
                        .map(Duration::toSeconds)
                        .or(() -> before.map(Settings::startSeconds))
                        .orElse(START_SECONDS),
                wanted.device.or(() -> before.map(Settings::device)).orElse(ComputeDevice.BEST),
                ports(wanted, before));
    }

    private static SequencedMap<String, Integer> ports(Wanted wanted, Optional<Settings> before) {
        // Any free ports are those that the network has already.
        Optional<Integer> base = wanted.port.filter(given -> given != 0 || before.isEmpty());
        if (before.isPresent() && base.isEmpty()) {
            var ports = before.get().ports();
            return wanted.workers
                    .map(count -> Settings.withWorkers(ports, count))
                    .orElse(ports);
        }
        int workers = wanted.workers
                .or(() -> before.map(settings -> settings.workers().size()))
                .orElse(WORKERS);
        return Settings.ports(base.orElse(PORT), workers);
    }
}
