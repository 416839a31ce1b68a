package io.gridwork.devnet.app;

import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.EngineSelection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node a command starts, and how long that may take. */
final class EngineFlags {

    @Option(names = "--chain", paramLabel = "ENGINE", description = "auto, besu or anvil (default: auto).")
    private @Nullable String engine;

    @Option(
            names = "--start-timeout",
            paramLabel = "SECONDS",
            description = "How long the chain may take to start (default: 90).")
    private @Nullable Integer startTimeout;

    Optional<String> engine() {
        return Optional.ofNullable(engine);
    }

    EngineSelection selection() {
        return EngineSelection.requested(engine());
    }

    Optional<Duration> startLimit() {
        return Optional.ofNullable(startTimeout).map(Duration::ofSeconds);
    }

    ChainOptions options() {
        return startLimit().map(ChainOptions.defaults()::withStartLimit).orElseGet(ChainOptions::defaults);
    }
}
