package io.gridwork.worker.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.loop.Workplace;
import io.gridwork.worker.market.Draw;
import io.gridwork.worker.step.ClaimDecision.AskCompiled;
import io.gridwork.worker.step.ClaimDecision.AskContent;
import io.gridwork.worker.step.ClaimDecision.AskDraw;
import io.gridwork.worker.step.ClaimDecision.AskPrices;
import io.gridwork.worker.step.ClaimDecision.AskTime;
import io.gridwork.worker.step.ClaimDecision.Known;
import io.gridwork.worker.step.ClaimDecision.Never;
import io.gridwork.worker.step.ClaimDecision.Prices;
import io.gridwork.worker.step.ClaimDecision.Take;
import io.gridwork.worker.step.ClaimDecision.Verdict;
import io.gridwork.worker.step.ClaimDecision.Wait;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The job of these tests offers 5 tokens for a bond of 10, and its work window has 60 seconds. */
class ClaimDecisionTest {
    private static final PostedJob JOB = Jobs.posted("job", 1, 1);
    private static final Known TERMS = Known.terms(JOB, Workplace.node(1));
    private static final Prices FAIR = prices(5_000_000, 10);
    private static final Look.Ready READY = new Look.Ready(Jobs.task());
    private static final Known ALL = TERMS.with(new Draw.Open())
            .with(FAIR)
            .withContent(READY)
            .withCompiled(READY)
            .with(time(1, 3));

    @Test
    void takesAJobOfWhichAllIsKnownAndGood() {
        assertThat(decided(ALL)).isEqualTo(new Take());
    }

    @Test
    void asksForWhatCostsLeastFirstAndDownloadsLast() {
        assertThat(decided(TERMS)).isEqualTo(new AskDraw());
        Known open = TERMS.with(new Draw.Open());
        assertThat(decided(open)).isEqualTo(new AskPrices());
        assertThat(decided(open.with(FAIR))).isEqualTo(new AskContent());
        Known here = open.with(FAIR).withContent(READY);
        assertThat(decided(here)).isEqualTo(new AskCompiled(Jobs.task()));
        assertThat(decided(here.withCompiled(READY))).isEqualTo(new AskTime(Jobs.task()));
    }

    @Test
    void neverTakesAJobForOthers() {
        assertNever(Refusal.NOT_FOR_US, decided(Known.terms(hiring(new NodeId(2), List.of()), Workplace.node(1))));
        assertNever(
                Refusal.NOT_FOR_US,
                decided(Known.terms(hiring(NodeId.NONE, List.of(new NodeId(1))), Workplace.node(1))));
        assertThat(decided(Known.terms(hiring(new NodeId(1), List.of()), Workplace.node(1))))
                .isEqualTo(new AskDraw());
    }

    @Test
    void neverTakesAQuorumThatNoJuryJudgesUnlessItIsAllowed() {
        PostedJob three = Jobs.posted("three", 3, 2);
        Known unvetted =
                Known.terms(new PostedJob(three.id(), three.order(), three.spec(), 7, false), Workplace.node(1));
        assertNever(Refusal.UNVETTED_QUORUM, decided(unvetted));
        assertThat(ClaimDecision.of(unvetted, new ClaimRules(gate(), true, Optional.empty(), false)))
                .isEqualTo(new AskDraw());
    }

    @Test
    void waitsForTheDrawAndWithAFailedDevice() {
        assertWait(Refusal.NOT_ELIGIBLE, decided(TERMS.with(new Draw.Later(Instant.EPOCH))));
        assertWait(Refusal.NOT_ELIGIBLE, decided(TERMS.with(new Draw.Closed("paused"))));
        Known failed = new Known(JOB, Workplace.node(1), Map.of("GPU", "differs"), null, null, null, null, null);
        assertWait(Refusal.QUARANTINED, decided(failed));
    }

    @Test
    void risksNoMoreThanTheNetworkAsksForOrTheOperatorAllows() {
        Known open = TERMS.with(new Draw.Open());
        assertWait(Refusal.HIGH_BOND, decided(open.with(prices(5_000_000, 9))));
        ClaimRules brave = new ClaimRules(gate(), false, Optional.of(BigInteger.TEN), false);
        assertThat(ClaimDecision.of(open.with(prices(5_000_000, 9)), brave)).isEqualTo(new AskContent());
        ClaimRules timid = new ClaimRules(gate(), false, Optional.of(BigInteger.valueOf(9)), false);
        assertWait(Refusal.HIGH_BOND, ClaimDecision.of(open.with(FAIR), timid));
    }

    @Test
    void downloadsNothingForAJobThatDoesNotPay() {
        ProfitGate greedy = new ProfitGate(Workplace.economics(Jobs.TOKEN, 1_000));
        Known offered = TERMS.with(new Draw.Open()).with(FAIR);
        assertWait(
                Refusal.UNPROFITABLE,
                ClaimDecision.of(offered, new ClaimRules(greedy, false, Optional.empty(), false)));
    }

    @Test
    void countsTheEnergyOfTheRun() {
        Known cheap = TERMS.with(new Draw.Open())
                .with(prices(10, 10))
                .withContent(READY)
                .withCompiled(READY);
        assertThat(decided(cheap.with(time(0, 3)))).isEqualTo(new Take());
        assertWait(Refusal.UNPROFITABLE, decided(cheap.with(time(50, 58))));
    }

    @Test
    void neverTakesWhatCannotBeDoneInTheWorkWindow() {
        Known looked = TERMS.with(new Draw.Open()).with(FAIR).withContent(READY).withCompiled(READY);
        assertThat(decided(looked.with(time(1, 58)))).isEqualTo(new Take());
        assertNever(Refusal.TOO_LONG, decided(looked.with(time(1, 59))));
        assertWait(Refusal.CANNOT_RUN, decided(looked.with(new RunTime.Unknown())));
    }

    @Test
    void givesUpOnWrongContentAndWaitsForWhatIsAway() {
        Known open = TERMS.with(new Draw.Open()).with(FAIR);
        assertNever(
                Refusal.BAD_INPUT, decided(open.withContent(new Look.Unfit(Refusal.BAD_INPUT, "its hash differs"))));
        assertWait(Refusal.UNAVAILABLE, decided(open.withContent(new Look.Unavailable("no connection"))));
    }

    @Test
    void neverTakesAKernelThatDoesNotCompile() {
        Known here = TERMS.with(new Draw.Open()).with(FAIR).withContent(READY);
        assertNever(
                Refusal.DOES_NOT_COMPILE,
                decided(here.withCompiled(new Look.Unfit(Refusal.DOES_NOT_COMPILE, "line 1"))));
        assertWait(Refusal.CANNOT_RUN, decided(here.withCompiled(new Look.Unavailable("no runner"))));
    }

    @Test
    void saysInADryRunWhatItWouldClaim() {
        assertWait(Refusal.DRY_RUN, ClaimDecision.of(ALL, new ClaimRules(gate(), false, Optional.empty(), true)));
    }

    private static Verdict decided(Known known) {
        return ClaimDecision.of(known, new ClaimRules(gate(), false, Optional.empty(), false));
    }

    private static ProfitGate gate() {
        return new ProfitGate(Workplace.economics(Jobs.TOKEN, 0));
    }

    private static Prices prices(long offer, long leastBond) {
        return new Prices(BigInteger.valueOf(offer), 6, 18, BigInteger.ZERO, BigInteger.valueOf(leastBond));
    }

    private static RunTime.Estimate time(long expected, long longest) {
        return new RunTime.Estimate(Duration.ofSeconds(expected), Duration.ofSeconds(longest));
    }

    private static PostedJob hiring(NodeId node, List<NodeId> excluded) {
        JobSpec any = Jobs.spec();
        JobSpec spec = new JobSpec(
                any.programHash(), any.inputRoot(), any.inputUri(), any.params(), any.outputLength(), node, excluded);
        return new PostedJob(JOB.id(), JOB.order(), spec, 7, true);
    }

    private static void assertNever(Refusal why, Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Never.class, never -> assertThat(never.why()).isEqualTo(why));
    }

    private static void assertWait(Refusal why, Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.why()).isEqualTo(why));
    }
}
