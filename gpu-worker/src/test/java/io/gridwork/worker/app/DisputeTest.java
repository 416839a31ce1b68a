package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwork.contracts.JobState;
import io.gridwork.contracts.TicketDraw;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.jury.Challenger;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.market.UnsettledException;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.sandbox.ReferenceRunner;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A worker lies, and what becomes of it: on a real chain, judged by real workers. */
@GridworkChain(blockTimeMillis = 500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
class DisputeTest {
    private static final BigInteger BOND = Lies.BOND;

    private TestNetwork network;
    private Party party;
    private Lies lies;
    /** The same in all tests: with many nodes whose workers do not run, juries stay incomplete. */
    private List<Party.Node> jurors;

    @BeforeAll
    void network(TestChain chain, @TempDir Path folder) {
        network = TestNetwork.deploy(chain);
        party = new Party(network, folder);
        lies = new Lies(party);
        jurors = List.of(party.node(1), party.node(1), party.node(1));
    }

    @Test
    void aLieIsChallengedOverturnedByWorkersAndPaidFor() throws Exception {
        Party.Node liar = party.node(1, 10);
        List<BigInteger> before = jurorBalances();
        PostedJob job = lies.told(liar);
        Challenger challenger = party.challenger();
        challenger.challenge(job, Lies.truth());

        List<Party.Working> working = new ArrayList<>();
        try (Party.Working accused = party.work(liar, party.journal(liar))) {
            untilMetrics(accused, "gridwork_results_disputed 1");
            for (Party.Node juror : jurors) working.add(party.work(juror, party.journal(juror), onlyJudging(0)));
            follow(challenger, job);
            for (Party.Working juror : working) untilMetrics(juror, "gridwork_duties\\{state=\"Over\"} [1-9]");
            untilMetrics(accused, "gridwork_results_disputed 0");
        } finally {
            working.forEach(Party.Working::close);
        }

        assertThat(party.reader().standing(job, liar.id()).state()).isEqualTo(JobState.REFUNDED);
        assertThat(party.reader().node(liar.id()).stake())
                .isEqualTo(TestNetwork.ether(10).subtract(BOND));
        assertThat(party.usdt(liar.owner())).isZero();
        assertThat(party.usdt(challenger.account())).isZero();
        // A quarter of the liar's bond goes to the challenger, beside its own; half of it to the jurors.
        assertThat(party.stakeBalance(challenger.account())).isEqualTo(BOND.add(BOND.divide(BigInteger.valueOf(4))));
        BigInteger jurorsHalf = sum(jurorBalances()).subtract(sum(before));
        BigInteger dust = BOND.divide(BigInteger.TWO).subtract(jurorsHalf);
        assertThat(dust).isBetween(BigInteger.ZERO, BigInteger.valueOf(TestNetwork.JURORS));
        Trial trial = party.trial(job, liar);
        assertThat(trial.jurors())
                .hasSize(TestNetwork.JURORS)
                .allSatisfy(juror -> assertThat(juror.draw())
                        .isEqualTo(TicketDraw.of(
                                trial.lottery().seed(),
                                job.id(),
                                juror.node(),
                                juror.draw().ticket())));
        for (Party.Node juror : jurors) {
            assertThat(party.reader().node(juror.id()).locked()).isZero();
            assertThat(party.reader().node(juror.id()).faults()).isZero();
        }
    }

    @Test
    void aWorkerThatIsAskedToFindsTheLieByItself() throws Exception {
        Party.Node liar = party.node(1, 10);
        Party.Node auditor = party.node(1, 10);
        party.fillPurse(auditor, BOND);
        List<Party.Working> working = new ArrayList<>();
        try {
            // The auditor has to be there when the result is proposed, and must not take the job itself.
            working.add(party.work(auditor, party.journal(auditor), onlyJudging(1)));
            PostedJob job = lies.told(liar);
            for (Party.Node juror : jurors) working.add(party.work(juror, party.journal(juror), onlyJudging(0)));
            lies.awaitState(job, JobState.COMPLETED, JobState.REFUNDED);
            untilMetrics(working.getFirst(), "gridwork_audits_total\\{verdict=\"CHALLENGED\"} 1");
            untilMetrics(working.getFirst(), "gridwork_challenges 0");
        } finally {
            working.forEach(Party.Working::close);
        }
        assertThat(party.usdt(auditor.operator().address())).isZero();
        assertThat(party.stakeBalance(auditor.operator().address()))
                .isEqualTo(BOND.add(BOND.divide(BigInteger.valueOf(4))));
        assertThat(party.usdt(liar.owner())).isZero();
    }

    @Test
    void aSeatThatIsOutvotedDisputesTheResultWithoutABondMore() throws Exception {
        List<Party.Node> liars = List.of(party.node(1, 10), party.node(1, 10));
        Party.Node honest = party.node(1, 10);
        List<Party.Working> working = new ArrayList<>();
        PostedJob job = lies.post(3, 2, 60);
        try {
            for (Party.Node liar : liars) working.add(party.work(liar, party.journal(liar), Lies.lying()));
            working.add(party.work(honest, party.journal(honest)));
            for (Party.Node juror : jurors) working.add(party.work(juror, party.journal(juror), onlyJudging(0)));
            lies.awaitState(job, JobState.COMPLETED, JobState.REFUNDED);
        } finally {
            working.forEach(Party.Working::close);
        }

        Standing end = party.reader().standing(job, honest.id());
        assertThat(end.state()).isEqualTo(JobState.COMPLETED);
        assertThat(end.result()).isEqualTo(Lies.truth().value());
        assertThat(party.usdt(honest.owner())).isPositive();
        assertThat(party.reader().node(honest.id()).stake()).isEqualTo(TestNetwork.ether(10));
        for (Party.Node liar : liars) {
            assertThat(party.reader().node(liar.id()).stake())
                    .isEqualTo(TestNetwork.ether(10).subtract(BOND));
        }
    }

    @Test
    void aRightResultIsNotChallenged() throws Exception {
        Party.Node node = party.node(1, 10);
        try (Party.Working _ = party.work(node, party.journal(node))) {
            PostedJob job = lies.hire(node, 60);
            lies.awaitState(job, JobState.PROPOSED);
            assertThatThrownBy(() -> party.challenger().challenge(job, Lies.truth()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is right");
        }
    }

    @Test
    void othersJoinADisputeBeforeTheBlockOfItsSeed() throws Exception {
        Party.Node node = party.node(1, 10);
        PostedJob job = lies.told(node);
        List<Challenger> challengers = List.of(party.challenger(), party.challenger(), party.challenger());
        for (Challenger one : challengers.subList(0, 2)) one.challenge(job, Lies.truth());
        assertThat(party.trial(job, node).challengers()).isEqualTo(2);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> party.trial(job, node).awaitsSeed());
        assertThatThrownBy(() -> challengers.get(2).requireOpen(job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("others could join only before block")
                .hasMessageContaining("gridwork job status " + job.id());
        party.court(node).recordSeed(job, party.trial(job, node).lottery().seedBlock());

        // Nobody enrols, so the dispute ends without a verdict.
        network.chain().passTime(party.court(node).windows().enrolment().plusSeconds(1));
        follow(challengers.getFirst(), job);
        assertThatThrownBy(() -> challengers.get(2).requireOpen(job))
                .hasMessageContaining("completed and paid. Only a result that is not yet paid can be");
    }

    private static void untilMetrics(Party.Working worker, String pattern) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(worker.metrics()).containsPattern(pattern));
    }

    /** As the command does: until the challenge is opened and the dispute over. */
    private static void follow(Challenger challenger, PostedJob job) {
        Challenge challenge = challenger.earlier(job).orElseThrow();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(UnsettledException.class)
                .until(() -> {
                    challenger.advance(challenge);
                    return !challenger.isFollowing(challenge);
                });
    }

    private List<BigInteger> jurorBalances() {
        return jurors.stream().map(juror -> party.stakeBalance(juror.owner())).toList();
    }

    private static BigInteger sum(List<BigInteger> amounts) {
        return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Claims no job. */
    private static Party.Style onlyJudging(double challengeShare) {
        return new Party.Style(new ReferenceRunner(System::nanoTime), challengeShare, 1_000_000, 1 << 20);
    }
}
