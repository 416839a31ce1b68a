package io.gridwork.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobSpec;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.InMemoryEscrow;
import io.gridwork.worker.market.InMemoryMarket;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import io.gridwork.worker.step.Refusal;
import io.gridwork.worker.step.Refusals;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job that a stranger posts can do to a worker: nothing is claimed before all that it needs was looked at. */
@UnderLoad
class StrangersJobsTest {
    @TempDir
    Path folder;

    private final InMemoryEscrow escrow = new InMemoryEscrow(Workplace.NOW);
    private final Market market = new InMemoryMarket(escrow, Workplace.node(1));
    private final Journal journal = new InMemoryJournal();
    private final Refusals refusals = new Refusals();
    private final JobRunner reference = new ReferenceRunner(System::nanoTime);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void anInputWithAnotherHashIsRefusedForGood() {
        PostedJob job = post("wrong", Keccak256.hash("another"), Jobs.spec().inputUri(), 60);
        worker(reference).tick();
        assertNeverClaimed(job, Refusal.BAD_INPUT);
    }

    @Test
    void anAddressThatIsNoneIsRefusedForGood() {
        for (String address : new String[] {"http://127.0.0.1:99999/x", "gopher://127.0.0.1/x", "http://[::1", ""}) {
            PostedJob job = post(address, Jobs.spec().inputRoot(), address, 60);
            worker(reference).tick();
            assertNeverClaimed(job, Refusal.BAD_INPUT);
        }
    }

    @Test
    void aWindowThatIsTooShortForTheWorkIsRefusedForGood() {
        PostedJob job = post("short", Jobs.spec().inputRoot(), Jobs.spec().inputUri(), 1);
        worker(reference).tick();
        assertNeverClaimed(job, Refusal.TOO_LONG);
    }

    @Test
    void anInputThatIsNotThereIsLookedForSomeTimesAndThenNoMore() throws Exception {
        Path missing = folder.resolve("missing");
        PostedJob job = post("missing", Jobs.spec().inputRoot(), missing.toUri().toString(), 60);
        Loop loop = worker(reference);
        for (int tick = 0; tick < 20; tick++) loop.tick();
        assertThat(stateOf(job)).isInstanceOf(JobState.Discovered.class);
        loop.tick();
        assertNeverClaimed(job, Refusal.UNAVAILABLE);
    }

    @Test
    void anInputThatComesLateIsTaken() throws Exception {
        Path late = folder.resolve("late");
        PostedJob job = post("late", Jobs.spec().inputRoot(), late.toUri().toString(), 60);
        Loop loop = worker(reference);
        loop.tick();
        Files.write(late, Jobs.task().input().toArray());
        for (int tick = 0; tick < 5; tick++) loop.tick();
        assertThat(stateOf(job)).isInstanceOf(JobState.Revealed.class);
    }

    @Test
    void theInputOfAJobThatWasNotClaimedIsNotKept() throws Exception {
        Path there = Files.write(folder.resolve("there"), Jobs.task().input().toArray());
        PostedJob job = post("short", Jobs.spec().inputRoot(), there.toUri().toString(), 1);
        worker(reference).tick();
        assertNeverClaimed(job, Refusal.TOO_LONG);
        assertThat(folder.resolve("inputs")).isEmptyDirectory();
    }

    @Test
    void anAddressThatNeverAnswersHoldsUpNoOtherJob() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + silent.getLocalPort() + "/input";
            for (int i = 0; i < 3; i++) post("silent-" + i, Keccak256.hash("input " + i), address, 60);
            PostedJob job = post("good", Jobs.spec().inputRoot(), Jobs.spec().inputUri(), 60);
            Loop loop = concurrent(reference);
            await().untilAsserted(() -> {
                loop.tick();
                assertThat(journal.find(job.id()))
                        .hasValueSatisfying(entry -> assertThat(entry.state()).isInstanceOf(JobState.Revealed.class));
            });
            assertThat(loop.underWay()).isPositive();
        }
    }

    @Test
    void jobsThatNobodyWantsDoNotMultiplyTheCallsToTheNode() {
        for (int i = 0; i < 50; i++)
            post("cheap-" + i, Jobs.spec().inputRoot(), Jobs.spec().inputUri(), 60);
        AtomicInteger asked = new AtomicInteger();
        Market counted = (Market) Proxy.newProxyInstance(
                Market.class.getClassLoader(), new Class<?>[] {Market.class}, (_, method, arguments) -> {
                    if (method.getName().equals("standing")) asked.incrementAndGet();
                    return method.invoke(market, arguments);
                });
        Steps steps =
                Workplace.steps(counted, journal, folder, reference, Workplace.economics(Jobs.TOKEN, 1_000), refusals);
        Loop loop = Workplace.worker(counted, journal, steps);
        for (int tick = 0; tick < 10; tick++) loop.tick();
        assertThat(refusals.count(Refusal.UNPROFITABLE)).isEqualTo(40);
        assertThat(asked).hasValue(40);
    }

    @Test
    void aRunEndsWhenItsJobIsOver() throws Exception {
        PostedJob job = post("endless", Jobs.spec().inputRoot(), Jobs.spec().inputUri(), 60);
        Endless device = new Endless();
        Loop loop = concurrent(device);
        await().untilAsserted(() -> {
            loop.tick();
            assertThat(device.began.getCount()).isZero();
        });
        loop.tick();
        assertThat(device.ended.getCount()).isOne();
        escrow.advance(61);
        await().untilAsserted(() -> {
            loop.tick();
            assertThat(stateOf(job).isOver()).isTrue();
        });
        assertThat(device.ended.getCount()).isZero();
        assertThat(market.standing(job).state()).isEqualTo(io.gridwork.contracts.JobState.REFUNDED);
    }

    /** Computes the example, which says how long its jobs take, and then without end. */
    private static final class Endless implements JobRunner {
        final CountDownLatch began = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        private final JobRunner reference = new ReferenceRunner(System::nanoTime);

        @Override
        public RunResult run(Task task) throws InterruptedException {
            if (!task.equals(Jobs.task())) return reference.run(task);
            began.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } finally {
                ended.countDown();
            }
        }

        @Override
        public Optional<String> refusal(Program program) {
            return Optional.empty();
        }

        @Override
        public String description() {
            return "an endless device";
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void close() {}
    }

    private void assertNeverClaimed(PostedJob job, Refusal why) {
        assertThat(stateOf(job))
                .isInstanceOfSatisfying(
                        JobState.Abandoned.class,
                        state -> assertThat(state.reason()).isEqualTo(JobState.Reason.MISSED));
        assertThat(refusals.count(why)).isPositive();
        assertThat(market.standing(job).seated()).isZero();
    }

    private PostedJob post(String name, Hash32 inputRoot, String inputUri, long workWindow) {
        JobSpec any = Jobs.spec();
        JobSpec spec = new JobSpec(
                any.programHash(), inputRoot, inputUri, any.params(), any.outputLength(), any.node(), any.excluded());
        PostedJob like = Jobs.posted(name, 1, 1);
        JobOrder order = new Jobs.Offer(
                        like.order().token(),
                        like.order().maxPrice(),
                        like.order().bond(),
                        1,
                        1,
                        workWindow,
                        10)
                .by(like.order().requester(), 1, spec);
        PostedJob job = new PostedJob(like.id(), order, spec, like.block(), true);
        escrow.post(job);
        return job;
    }

    private Loop worker(JobRunner runner) {
        return Workplace.worker(market, journal, steps(runner));
    }

    private Loop concurrent(JobRunner runner) {
        return Workplace.worker(market, journal, steps(runner), threads);
    }

    private Steps steps(JobRunner runner) {
        return Workplace.steps(market, journal, folder, runner, Workplace.economics(Jobs.TOKEN, 0), refusals);
    }

    private JobState stateOf(PostedJob job) {
        return journal.find(job.id()).orElseThrow().state();
    }
}
