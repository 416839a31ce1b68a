package io.gridwork.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Result;
import io.gridwork.worker.journal.Journal.Cost;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every journal keeps. Each implementation says how it is opened again after the process ended. */
abstract class JournalContractTest {
    static final PostedJob JOB = Jobs.posted("job", 3, 2);
    static final Result RESULT =
            new Result(new ResultRoot(Keccak256.hash("root")), 8, new Energy(1200, Energy.Source.ESTIMATE), 5_000_000);
    static final Commitment COMMITMENT = new Commitment(Keccak256.hash("commitment"));

    Journal journal;

    abstract Journal open();

    /** The same journal after the process ended, or the same object where nothing is kept. */
    abstract Journal reopened(Journal journal);

    @BeforeEach
    void openJournal() {
        journal = open();
    }

    static Stream<JobState> everyState() {
        return Stream.of(
                new JobState.Discovered(),
                new JobState.Claimed(2),
                new JobState.Fetched(2),
                new JobState.Computed(2, RESULT, COMMITMENT),
                new JobState.Committed(2, RESULT, COMMITMENT),
                new JobState.Revealed(2, RESULT, COMMITMENT),
                new JobState.Paid(2, RESULT, BigInteger.TWO.pow(90)),
                new JobState.Abandoned(Reason.LATE, "too late", false),
                new JobState.Abandoned(Reason.MISSED, "others were faster", true));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void keepsEveryStateWithAllItKnows(JobState state) {
        journal.discover(List.of(JOB), List.of(), 7);
        journal.save(JOB.id(), state);

        Journal after = reopened(journal);
        assertThat(after.find(JOB.id())).hasValue(new Journal.Entry(JOB, state));
        assertThat(after.open()).hasSize(state.isOver() ? 0 : 1);
    }

    @Test
    void startsWithASecretAndNothingElse() {
        assertThat(journal.secret().size()).isEqualTo(32);
        assertThat(journal.secret()).isNotEqualTo(open().secret());
        assertThat(journal.cursor()).isEqualTo(-1);
        assertThat(journal.open()).isEmpty();
    }

    @Test
    void keepsItsSecretAndItsCursor() {
        var secret = journal.secret();
        journal.discover(List.of(), List.of(), 41);

        Journal after = reopened(journal);
        assertThat(after.secret()).isEqualTo(secret);
        assertThat(after.cursor()).isEqualTo(41);
    }

    @Test
    void aJobThatIsDiscoveredAgainStaysWhereItIs() {
        journal.discover(List.of(JOB), List.of(), 7);
        journal.save(JOB.id(), new JobState.Claimed(1));
        journal.discover(List.of(JOB), List.of(), 8);

        assertThat(journal.find(JOB.id()).orElseThrow().state()).isEqualTo(new JobState.Claimed(1));
    }

    @Test
    void countsDisputesByHowFarItGotAsAJuror() {
        PostedJob second = Jobs.posted("second", 1, 1);
        journal.discover(List.of(), List.of(JOB, second), 7);
        journal.save(JOB.id(), new Duty.Over("others were faster"));

        assertThat(reopened(journal).dutyCounts()).isEqualTo(Map.of("Over", 1L, "Summoned", 1L));
    }

    static Stream<Duty> everyDuty() {
        return Stream.of(
                new Duty.Summoned(),
                new Duty.Ready(),
                new Duty.Judged(RESULT.root()),
                new Duty.Pledged(RESULT.root(), COMMITMENT),
                new Duty.Voted(RESULT.root(), COMMITMENT),
                new Duty.Over("its tickets were not drawn"));
    }

    @ParameterizedTest
    @MethodSource("everyDuty")
    void keepsEveryDutyWithAllItKnows(Duty duty) {
        journal.discover(List.of(), List.of(JOB), 7);
        journal.save(JOB.id(), duty);

        Journal after = reopened(journal);
        assertThat(after.duty(JOB.id())).hasValue(new Journal.Docket(JOB, duty));
        assertThat(after.docket()).hasSize(duty instanceof Duty.Over ? 0 : 1);
    }

    @Test
    void refusesASecondVote() {
        journal.discover(List.of(), List.of(JOB), 7);
        journal.save(JOB.id(), new Duty.Pledged(RESULT.root(), COMMITMENT));

        Journal after = reopened(journal);
        Duty other = new Duty.Pledged(RESULT.root(), new Commitment(Hash32.ZERO));
        assertThatThrownBy(() -> after.save(JOB.id(), other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsAChallengeUntilItEnds() {
        Challenge challenge = new Challenge(JOB, RESULT.root());
        journal.save(challenge);
        journal.save(challenge);
        assertThat(reopened(journal).challenges()).containsExactly(challenge);

        journal.endChallenge(JOB.id());
        Journal after = reopened(journal);
        assertThat(after.challenges()).isEmpty();
        assertThat(after.challenge(JOB.id())).hasValue(challenge);
    }

    @Test
    void refusesASecondChallengeWithAnotherRoot() {
        journal.save(new Challenge(JOB, RESULT.root()));

        Challenge other = new Challenge(JOB, new ResultRoot(Keccak256.hash("other")));
        assertThatThrownBy(() -> reopened(journal).save(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void addsUpWhatAChallengeCosts() {
        journal.save(new Challenge(JOB, RESULT.root()));
        journal.spend(JOB.id(), Cost.GAS_WEI, 5);
        assertThat(reopened(journal).spent(JOB.id())).containsEntry(Cost.GAS_WEI, 5L);
    }

    @Test
    void refusesASecondCommitmentForTheSameSeat() {
        journal.discover(List.of(JOB), List.of(), 7);
        journal.save(JOB.id(), new JobState.Computed(2, RESULT, COMMITMENT));
        journal.save(JOB.id(), new JobState.Fetched(2));

        Journal after = reopened(journal);
        Commitment other = new Commitment(Hash32.ZERO);
        assertThatThrownBy(() -> after.save(JOB.id(), new JobState.Computed(2, RESULT, other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("provable fraud");
        assertThat(after.find(JOB.id()).orElseThrow().state()).isEqualTo(new JobState.Fetched(2));
        after.save(JOB.id(), new JobState.Computed(2, RESULT, COMMITMENT));
    }

    @Test
    void refusesAJobItDoesNotKnow() {
        assertThatThrownBy(() -> journal.save(JOB.id(), new JobState.Claimed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(JOB.id().toString());
        assertThatThrownBy(() -> journal.spend(JOB.id(), Cost.GAS_WEI, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsOpenJobsInOrderOfDiscoveryAndAllOfThemNewestFirst() {
        PostedJob second = Jobs.posted("second", 1, 1);
        journal.discover(List.of(JOB, second), List.of(), 7);
        assertThat(journal.open()).extracting(Journal.Entry::job).containsExactly(JOB, second);

        journal.save(JOB.id(), new JobState.Discovered().missed("gone"));
        assertThat(journal.open()).extracting(Journal.Entry::job).containsExactly(second);
        assertThat(journal.newest(10)).extracting(Journal.Entry::job).containsExactly(second, JOB);
        assertThat(journal.newest(1)).hasSize(1);
    }

    @Test
    void addsUpWhatAJobCosts() {
        journal.discover(List.of(JOB), List.of(), 7);
        journal.spend(JOB.id(), Cost.GAS_WEI, 100);
        journal.spend(JOB.id(), Cost.GAS_WEI, 23);
        journal.spend(JOB.id(), Cost.KERNEL_NANOS, 1000 * JOB.order().units());

        Journal after = reopened(journal);
        assertThat(after.spent(JOB.id())).containsEntry(Cost.GAS_WEI, 123L).doesNotContainKey(Cost.MILLI_JOULES);
        assertThat(after.nanosPerUnit(JOB.spec().programHash())).hasValue(1000.0);
    }

    /** Some of the amounts come from a runner, and may be forged. */
    @Test
    void noCostIsTooLargeToBeAddedUp() {
        PostedJob second = Jobs.posted("second", 1, 1);
        journal.discover(List.of(JOB, second), List.of(), 7);
        for (PostedJob job : List.of(JOB, second, second)) journal.spend(job.id(), Cost.KERNEL_NANOS, Long.MAX_VALUE);
        assertThat(journal.spent(second.id())).containsEntry(Cost.KERNEL_NANOS, Long.MAX_VALUE);
        assertThat(journal.nanosPerUnit(JOB.spec().programHash()).orElseThrow()).isPositive();
    }

    @Test
    void belongsToTheNodeAndTheNetworkThatItBeganWith() {
        journal.bind("node 1 of one network");
        Journal after = reopened(journal);
        after.bind("node 1 of one network");
        assertThatThrownBy(() -> after.bind("node 2 of one network"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("node 1 of one network")
                .hasMessageContaining("node 2 of one network")
                .hasMessageContaining("--dir");
    }

    @Test
    void knowsNoSpeedBeforeTheFirstRun() {
        assertThat(journal.nanosPerUnit(JOB.spec().programHash())).isEmpty();
    }

    @Test
    void keepsADeviceInQuarantineUntilItIsReleased() {
        journal.quarantine("GPU 0", "differs at byte 7");

        Journal after = reopened(journal);
        assertThat(after.quarantined()).containsEntry("GPU 0", "differs at byte 7");
        after.release("GPU 0");
        assertThat(after.quarantined()).isEmpty();
    }
}
