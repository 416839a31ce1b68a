package io.gridwork.worker.loop;

import static io.gridwork.contracts.JobState.REFUNDED;
import static io.gridwork.contracts.JobState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.rpc.ChainException;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.InMemoryEscrow;
import io.gridwork.worker.market.InMemoryMarket;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import io.gridwork.worker.step.Refusal;
import io.gridwork.worker.step.Refusals;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loop does when things are not as they should be. */
class LoopTest {
    @TempDir
    Path folder;

    private final InMemoryEscrow escrow = new InMemoryEscrow(Workplace.NOW);
    private final Market market = new InMemoryMarket(escrow, Workplace.node(1));
    private final Journal journal = new InMemoryJournal();
    private final Refusals refusals = new Refusals();
    private final JobRunner reference = new ReferenceRunner(System::nanoTime);

    @Test
    void aJobAloneIsPaidAfterItsChallengeWindow() throws Exception {
        PostedJob job = post("alone", 1, 1);
        Loop loop = worker(market, reference);
        loop.tick();
        assertThat(stateOf(job)).isInstanceOf(JobState.Revealed.class);
        escrow.advance(11);
        loop.tick();
        loop.tick();
        assertThat(stateOf(job)).isInstanceOf(JobState.Paid.class);
    }

    @Test
    void aQuorumThatNoJuryCanJudgeIsRefused() {
        PostedJob vetted = Jobs.posted("unvetted", 3, 2);
        PostedJob job = new PostedJob(vetted.id(), vetted.order(), vetted.spec(), vetted.block(), false);
        escrow.post(job);
        worker(market, reference).tick();
        assertThat(journal.find(job.id())).isEmpty();
        assertThat(refusals.count(Refusal.UNVETTED_QUORUM)).isEqualTo(1);
    }

    @Test
    void aNodeThatGoesAwayIsWaitedForAndTheJobGoesOn() throws Exception {
        PostedJob job = post("alone", 1, 1);
        AtomicBoolean away = new AtomicBoolean(true);
        Loop loop = worker(flaky(away), reference);
        loop.tick();
        assertThat(journal.find(job.id())).isEmpty();
        away.set(false);
        loop.tick();
        assertThat(stateOf(job)).isInstanceOf(JobState.Revealed.class);
        away.set(true);
        escrow.advance(11);
        loop.tick();
        away.set(false);
        loop.tick();
        loop.tick();
        assertThat(stateOf(job)).isInstanceOf(JobState.Paid.class);
    }

    @Test
    void aLaggingNodeStopsClaimsButNotReveals() throws Exception {
        PostedJob claimed = post("claimed", 3, 2);
        AtomicBoolean old = new AtomicBoolean();
        Loop loop = worker(lagging(old), reference);
        loop.tick();
        assertThat(stateOf(claimed)).isInstanceOf(JobState.Fetched.class);

        old.set(true);
        Market second = new InMemoryMarket(escrow, Workplace.node(2));
        Market third = new InMemoryMarket(escrow, Workplace.node(3));
        second.claim(claimed);
        third.claim(claimed);
        PostedJob tooLate = post("new", 1, 1);
        loop.tick();
        assertThat(stateOf(claimed)).isInstanceOf(JobState.Committed.class);
        assertThat(journal.find(tooLate.id())).isEmpty();
        assertThat(market.standing(tooLate).seated()).isZero();
    }

    @Test
    void aDeviceThatComputesWrongIsQuarantinedAndCommitsNothing() throws Exception {
        PostedJob job = post("alone", 1, 1);
        Loop loop = worker(market, liar());
        loop.tick();

        assertThat(stateOf(job)).isInstanceOfSatisfying(JobState.Abandoned.class, state -> {
            assertThat(state.reason()).isEqualTo(JobState.Reason.SELF_CHECK_FAILED);
            assertThat(state.settled()).isFalse();
        });
        assertThat(journal.quarantined()).containsKey("Liar 3000");
        assertThat(market.standing(job).state()).isEqualTo(RUNNING);

        post("second", 1, 1);
        loop.tick();
        assertThat(refusals.count(Refusal.QUARANTINED)).isEqualTo(1);
        escrow.advance(61);
        loop.tick();
        loop.tick();
        assertThat(market.standing(job).state()).isEqualTo(REFUNDED);
        assertThat(stateOf(job).isOver()).isTrue();
    }

    @Test
    void aJobThatDoesNotPayIsRefusedAndCountedOnce() throws Exception {
        PostedJob job = post("cheap", 1, 1);
        Loop loop =
                Workplace.worker(market, journal, folder, reference, Workplace.economics(Jobs.TOKEN, 1_000), refusals);
        loop.tick();
        loop.tick();
        assertThat(stateOf(job)).isInstanceOf(JobState.Discovered.class);
        assertThat(refusals.count(Refusal.UNPROFITABLE)).isEqualTo(1);
        escrow.advance(61);
        for (int tick = 0; tick < 5; tick++) loop.tick();
        assertThat(stateOf(job))
                .isInstanceOfSatisfying(
                        JobState.Abandoned.class,
                        state -> assertThat(state.detail()).contains("it does not pay enough"));
    }

    @Test
    void seatsThatAreNeverFilledAreGivenBackByAPoke() throws Exception {
        PostedJob job = post("lonely", 3, 2);
        Loop loop = worker(market, reference);
        loop.tick();
        escrow.advance(61);
        loop.tick();
        loop.tick();
        assertThat(market.standing(job).state()).isEqualTo(REFUNDED);
        assertThat(stateOf(job))
                .isInstanceOfSatisfying(
                        JobState.Abandoned.class,
                        state -> assertThat(state.reason()).isEqualTo(JobState.Reason.REFUNDED));
    }

    @Test
    void neverTakesMoreJobsThanItsDeviceHasSlots() throws Exception {
        for (int i = 0; i < 5; i++) {
            post("waiting-" + i, 3, 2);
        }
        worker(market, reference).tick();
        assertThat(journal.open().stream().filter(entry -> entry.state().occupiesDevice()))
                .hasSize(2);
    }

    private PostedJob post(String name, int n, int k) {
        PostedJob job = Jobs.posted(name, n, k);
        escrow.post(job);
        return job;
    }

    private Loop worker(Market through, JobRunner runner) {
        return Workplace.worker(through, journal, folder, runner, Workplace.economics(Jobs.TOKEN, 0), refusals);
    }

    private JobState stateOf(PostedJob job) {
        return journal.find(job.id()).orElseThrow().state();
    }

    /** The market through a node that does not answer while {@code away}. */
    private Market flaky(AtomicBoolean away) {
        return (Market) Proxy.newProxyInstance(
                Market.class.getClassLoader(), new Class<?>[] {Market.class}, (_, method, arguments) -> {
                    boolean isAsked = !Set.of("nodeId", "court").contains(method.getName());
                    if (away.get() && isAsked) throw new ChainException.Retryable("connection refused", null);
                    try {
                        return method.invoke(market, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The market through a node whose newest block is an hour old while {@code old}. */
    private Market lagging(AtomicBoolean old) {
        return (Market) Proxy.newProxyInstance(
                Market.class.getClassLoader(), new Class<?>[] {Market.class}, (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(market, arguments);
                        return answer instanceof Head head && old.get()
                                ? new Head(head.number(), head.time().minus(Duration.ofHours(1)))
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A device that answers at once, and wrong. */
    private static JobRunner liar() {
        return new JobRunner() {
            @Override
            public RunResult run(Task task) {
                return new RunResult.Computed(Bytes.wrap(new byte[8]), "Liar 3000", 1, 0, Energy.UNKNOWN, "");
            }

            @Override
            public Optional<String> refusal(Program program) {
                return Optional.empty();
            }

            @Override
            public String description() {
                return "Liar 3000";
            }

            @Override
            public int slots() {
                return 2;
            }

            @Override
            public void close() {}
        };
    }
}
