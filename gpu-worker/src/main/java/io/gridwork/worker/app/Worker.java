package io.gridwork.worker.app;

import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.DownloadBudget;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.JournalException;
import io.gridwork.worker.journal.SqliteJournal;
import io.gridwork.worker.loop.ChainWatch;
import io.gridwork.worker.loop.Loop;
import io.gridwork.worker.loop.Retention;
import io.gridwork.worker.loop.Steps;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.step.Refusals;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole worker: its memory, its stores, its server and its loop. Owns the runner. */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long SWEEP_MINUTES = 10;
    /** For all jobs; a job needs three at most. */
    private static final long FETCHES_AN_HOUR = 4_000;

    private final WorkerConfig config;
    private final JobRunner runner;
    private final FolderLock lock;
    private final Journal journal;
    private final HttpServer server;
    private final String address;
    private final ExecutorService threads;
    private final Loop loop;
    private final Retention retention;
    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retention").factory());
    /** Held while the loop runs: the journal must outlive it. */
    private final ReentrantLock working = new ReentrantLock();

    Worker(WorkerConfig config, Market market, JobRunner runner, InstantSource clock) {
        this.config = config;
        this.runner = runner;
        this.lock = config.dryRun() ? () -> {} : FolderLock.take(config.dir());
        this.journal = config.dryRun()
                ? new InMemoryJournal()
                : SqliteJournal.open(config.dir().resolve("journal.db"));
        journal.bind(market.name());
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("job-", 0).factory());
        ContentStore inputs = new ContentStore(config.dir().resolve("inputs"));
        ContentStore results = new ContentStore(config.dir().resolve("results"));
        this.retention =
                new Retention(journal, inputs, results, clock, config.content().keep());
        Refusals refusals = new Refusals();
        ChainWatch watch = new ChainWatch(market, clock, config.maxLag());
        this.server = new HttpServer(inputs, results, config.http());
        ContentFetcher fetcher =
                new ContentFetcher(config.content().timeout(), config.content().local());
        Supplier<Downloads> downloads = () -> new Downloads(
                fetcher, new DownloadBudget(clock, config.content().hourlyBytes(), FETCHES_AN_HOUR));
        this.address = server.start();
        Steps steps = Steps.of(
                new Steps.Means(
                        market,
                        journal,
                        runner,
                        downloads.get(),
                        downloads.get(),
                        inputs,
                        results,
                        refusals,
                        new SecureRandom()),
                new Steps.Choices(
                        config.economics(),
                        config.dryRun(),
                        config.unvettedQuorums(),
                        config.maxBond().map(tokens -> Amounts.units("--max-bond", tokens, market.stakeDecimals())),
                        address,
                        config.content().maxInputBytes(),
                        config.content().selfCheckUnits(),
                        config.lookBack(),
                        config.challengeShare()));
        this.loop = new Loop(journal, steps, watch, threads, runner.slots());
        Map<String, ContentStore> disk = Map.of("inputs", inputs, "results", results);
        server.show(new WorkerMeters(journal, refusals, watch, steps, disk, loop, clock));
    }

    /** Works until {@link #stop}. */
    void run() throws InterruptedException {
        working.lock();
        try {
            if (!config.dryRun()) {
                // It ends with the executor, and sweep() itself tells what goes wrong.
                var _ = sweeps.scheduleWithFixedDelay(this::sweep, 0, SWEEP_MINUTES, TimeUnit.MINUTES);
            }
            loop.run(config.interval());
        } finally {
            working.unlock();
        }
    }

    private void sweep() {
        try {
            retention.sweep();
        } catch (UncheckedIOException | JournalException e) {
            LOG.warn("old results could not be deleted, trying again: {}", e.getMessage());
        }
    }

    /** Where results and metrics are served; empty when they are not. */
    String address() {
        return address;
    }

    /** Uses every device again, whatever it did. */
    void clearQuarantine() {
        journal.quarantined().keySet().forEach(journal::release);
    }

    void stop() {
        loop.stop();
    }

    /** Lets work under way end within the grace period, then leaves it as the journal has it, and kills the runners. */
    @Override
    public void close() {
        loop.stop();
        long grace = config.grace().toMillis();
        try {
            // Once the loop has ended nothing new is started.
            boolean ended = working.tryLock(grace, TimeUnit.MILLISECONDS);
            threads.shutdown();
            sweeps.shutdown();
            sweeps.awaitTermination(grace, TimeUnit.MILLISECONDS);
            if (!ended || !threads.awaitTermination(grace, TimeUnit.MILLISECONDS)) {
                LOG.info("stopping with {} jobs unfinished: the next start goes on with them", loop.underWay());
                threads.shutdownNow();
                threads.awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            sweeps.shutdownNow();
            Thread.currentThread().interrupt();
        }
        runner.close();
        server.close();
        journal.close();
        lock.close();
    }
}
