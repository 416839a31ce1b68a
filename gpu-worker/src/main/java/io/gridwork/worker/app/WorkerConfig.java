package io.gridwork.worker.app;

import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.step.Economics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A worker's configuration, read once.
 *
 * @param node our node; empty: the newest one with our operator key
 * @param unvettedQuorums whether jobs of several seats whose program is not vetted are taken
 * @param maxBond highest bond of a seat in whole stake tokens; empty: what the network asks for
 * @param lookBack blocks that a new journal looks back for jobs
 * @param challengeShare of others' proposed results that are computed anew and challenged if wrong; 0: none
 * @param maxLag oldest newest block that is claimed on; zero trusts any
 * @param grace how long work under way may go on after a stop
 */
record WorkerConfig(
        List<URI> rpc,
        Path deployment,
        Path dir,
        Path operatorKey,
        OptionalLong node,
        RunnerConfig runner,
        Economics economics,
        boolean dryRun,
        boolean unvettedQuorums,
        Optional<String> maxBond,
        Content content,
        Http http,
        long lookBack,
        double challengeShare,
        Duration interval,
        Duration maxLag,
        Duration grace) {

    /**
     * Content from and for others.
     *
     * @param maxInputBytes largest input that is fetched
     * @param hourlyBytes most that is fetched in an hour
     * @param local whether content may come from this machine's files and networks
     * @param timeout of one fetch
     * @param keep how long results and inputs are kept after the last job that needed them
     * @param selfCheckUnits jobs of at most that many units are computed again as a whole by the reference
     */
    record Content(
            long maxInputBytes, long hourlyBytes, boolean local, Duration timeout, Duration keep, long selfCheckUnits) {
        /** @throws IllegalArgumentException when content could be deleted before the journal says that it is needed */
        Content {
            if (keep.compareTo(Duration.ofMinutes(1)) < 0)
                throw new IllegalArgumentException("--keep-results is " + keep.toSeconds() + "s: give at least 1m");
        }
    }

    /**
     * The HTTP server for results, metrics and health.
     *
     * @param port empty: none; 0: any free one
     * @param publicUrl under which others reach it; empty: its own address
     */
    record Http(String host, OptionalInt port, Optional<String> publicUrl) {}
}
