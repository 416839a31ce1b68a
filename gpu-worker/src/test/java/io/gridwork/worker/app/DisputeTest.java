package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Address;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.TicketDraw;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.SqliteJournal;
import io.gridwork.worker.jury.Challenger;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.market.UnsettledException;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.sandbox.ReferenceRunner;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
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
    private Path folder;
    private Shell shell;
    private Party party;
    private Lies lies;
    /** The same in all tests: with many nodes whose workers do not run, juries stay incomplete. */
    private List<Party.Node> jurors;

    @BeforeAll
    void network(TestChain chain, @TempDir Path folder) throws IOException {
        network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        this.folder = folder;
        shell = new Shell(
                "--rpc=" + chain.rpcUrl(),
                "--deployment=" + folder.resolve("deployment.json"),
                "--dir=" + folder.resolve("state"));
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
        assertThat(challenger.terms(job)).contains("The dispute takes at most ").doesNotContain(" 0 h ");
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
        theVerdictIsToldTheSameEverywhere(job, liar, challenger.account());
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

    private void theVerdictIsToldTheSameEverywhere(PostedJob job, Party.Node liar, Address challenger)
            throws Exception {
        String id = job.id().toString();
        String ended = "refunded to the requester, because a jury found the proposed result wrong and no node had the"
                + " right one";
        Shell.Answer status = shell.type("job", "status", id);
        assertThat(status.code()).isZero();
        assertThat(status.out())
                .contains(
                        ended,
                        Lies.truth() + ", which no node has delivered",
                        "the proposed result is wrong: ",
                        " of " + TestNetwork.JURORS + " juror seats found " + Lies.truth(),
                        "2 GWS by node " + liar.id() + ": its result was wrong",
                        "5.1 USDT to " + job.order().requester() + ": back to the requester",
                        "2.5 GWS to " + challenger + ": the challenger's bond, and 0.5 GWS for the right root",
                        ": for the votes of node",
                        ": the rest of the fines, to the treasury");
        for (Shell.Answer refused : List.of(
                shell.type("job", "fetch", id, "--out=" + folder.resolve("lie")),
                shell.type("job", "status", "--wait", id),
                shell.type("job", "status", "--until=paid", id))) {
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("job " + id + " has no output, and gets none: it is " + ended);
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
        Signer late = network.newcomer(folder.resolve("late.key"));
        nothingIsDepositedForAChallengeThatComesTooLate(job, node);
        party.court(node).recordSeed(job, party.trial(job, node).lottery().seedBlock());

        // Nobody enrols, so the dispute ends without a verdict.
        network.chain().passTime(party.court(node).windows().enrolment().plusSeconds(1));
        follow(challengers.getFirst(), job);
        assertThatThrownBy(() -> challengers.get(2).requireOpen(job))
                .hasMessageContaining("completed and paid. Only a result that is not yet paid can be");
        aChallengeThatTheChainDoesNotHaveIsSaidWithWhatLiesInTheVault(job, late);
    }

    private void nothingIsDepositedForAChallengeThatComesTooLate(PostedJob job, Party.Node node) {
        network.fund(node.operator().address());
        BigInteger before = party.stakeBalance(node.operator().address());
        Commitment commitment = new Commitment(Keccak256.hash("commitment"));
        assertThatThrownBy(() -> party.court(node).fillPurse(job, commitment, () -> {}))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("could be joined until two blocks before");
        assertThat(party.stakeBalance(node.operator().address())).isEqualTo(before);
    }

    /** As after a challenge that was refused when its bond had been deposited. */
    private void aChallengeThatTheChainDoesNotHaveIsSaidWithWhatLiesInTheVault(PostedJob job, Signer late)
            throws Exception {
        String key = folder.resolve("late.key").toString();
        Path journals = Files.createDirectories(folder.resolve("state"));
        try (Journal journal = SqliteJournal.open(journals.resolve("challenges-" + late.address() + ".db"))) {
            journal.save(new Challenge(job, Lies.truth()));
        }
        assertThat(shell.type("job", "deposit", "--token=stake", "--key=" + key, "2")
                        .code())
                .isZero();
        Shell.Answer challenge = shell.type("job", "challenge", job.id().toString(), "--key=" + key);
        assertThat(challenge.code()).isEqualTo(1);
        assertThat(challenge.err())
                .contains(
                        "job " + job.id() + " was not challenged: completed and paid",
                        "Your vault balance is 2 GWS",
                        "gridwork worker withdraw --token stake --owner-key " + key);
        assertThat(shell.type("worker", "withdraw", "--token=stake", "--owner-key=" + key)
                        .out())
                .contains("2 GWS");
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
