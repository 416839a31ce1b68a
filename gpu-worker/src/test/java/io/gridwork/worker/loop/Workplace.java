package io.gridwork.worker.loop;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.DownloadBudget;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import io.gridwork.worker.step.Economics;
import io.gridwork.worker.step.Refusals;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Builds workers for tests: real steps, real stores, the reference for a device, and no thread but the caller's. */
public final class Workplace {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private Workplace() {}

    public static Economics economics(Address token, double floor) {
        return new Economics(Map.of(token, 1.0), 0, 0, 0.25, 65, 0.05, 0.95, floor);
    }

    public static NodeAccount node(long id) {
        return new NodeAccount(
                new NodeId(id),
                Address.ZERO,
                Address.ZERO,
                1,
                4,
                Address.ZERO,
                BigInteger.TEN,
                BigInteger.TEN,
                BigInteger.ZERO,
                BigInteger.ZERO,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                NOW,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                0);
    }

    public static Loop worker(Market market, Journal journal, Path folder) {
        return worker(
                market,
                journal,
                folder,
                new ReferenceRunner(System::nanoTime),
                economics(Jobs.TOKEN, 0),
                new Refusals());
    }

    public static Loop worker(
            Market market, Journal journal, Path folder, JobRunner runner, Economics economics, Refusals refusals) {
        return worker(market, journal, steps(market, journal, folder, runner, economics, refusals));
    }

    public static Steps steps(
            Market market, Journal journal, Path folder, JobRunner runner, Economics economics, Refusals refusals) {
        Downloads downloads =
                new Downloads(new ContentFetcher(Duration.ofSeconds(5), true), DownloadBudget.unlimited());
        Steps.Means means = new Steps.Means(
                market,
                journal,
                runner,
                downloads,
                downloads,
                new ContentStore(folder.resolve("inputs")),
                new ContentStore(folder.resolve("results")),
                refusals,
                new Random(1));
        return Steps.of(
                means, new Steps.Choices(economics, false, false, Optional.empty(), "", 1 << 20, 1 << 20, 1000, 0));
    }

    public static Loop worker(Market market, Journal journal, Steps steps) {
        return worker(market, journal, steps, here());
    }

    static Loop worker(Market market, Journal journal, Steps steps, ExecutorService threads) {
        return new Loop(
                journal, steps, new ChainWatch(market, InstantSource.fixed(NOW), Duration.ofMinutes(5)), threads, 2);
    }

    /** Runs what it is given at once, on the calling thread. */
    private static ExecutorService here() {
        return new AbstractExecutorService() {
            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public void shutdown() {}

            @Override
            public List<Runnable> shutdownNow() {
                return List.of();
            }

            @Override
            public boolean isShutdown() {
                return false;
            }

            @Override
            public boolean isTerminated() {
                return false;
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) {
                return true;
            }
        };
    }
}
