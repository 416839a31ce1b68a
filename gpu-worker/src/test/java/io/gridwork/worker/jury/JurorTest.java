package io.gridwork.worker.jury;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.contracts.TicketDraw;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.DownloadBudget;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.loop.Workplace;
import io.gridwork.worker.market.InMemoryEscrow;
import io.gridwork.worker.market.InMemoryMarket;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.sandbox.ReferenceRunner;
import io.gridwork.worker.step.Inputs;
import io.gridwork.worker.step.Look;
import io.gridwork.worker.step.ProgramFinder;
import io.gridwork.worker.step.Recompute;
import io.gridwork.worker.step.SelfCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does in each phase of a dispute. */
class JurorTest {
    private static final PostedJob JOB = Jobs.posted("job", 1, 1);
    private static final Instant LONG_AGO = Instant.EPOCH;

    private final StagedCourt court = new StagedCourt();
    private final Journal journal = new InMemoryJournal();
    private Juror juror;

    @BeforeEach
    void sits(@TempDir Path folder) {
        Downloads downloads =
                new Downloads(new ContentFetcher(Duration.ofSeconds(5), false), DownloadBudget.unlimited());
        ContentStore kept = new ContentStore(folder);
        ReferenceRunner runner = new ReferenceRunner(System::nanoTime);
        Recompute recompute = new Recompute(
                new Look(new ProgramFinder(downloads, kept), new Inputs(downloads, kept, 1 << 20), runner),
                runner,
                new SelfCheck(runner, new Random(1), 1 << 20),
                court::deliveredAt);
        InMemoryMarket market = new InMemoryMarket(new InMemoryEscrow(Workplace.NOW), Workplace.node(1));
        juror = new Juror(market, court, journal, recompute);
        journal.discover(List.of(), List.of(JOB), 7);
    }

    @Test
    void fetchesTheInputWhileTheSeedIsToCome() throws Exception {
        court.shows(Trials.seed(null, 5));
        assertThat(juror.advance(JOB, new Duty.Summoned())).isEqualTo(new Duty.Ready());
        assertThat(court.calls).isEmpty();
    }

    @Test
    void recordsTheSeedWhenItsTurnHasCome() throws Exception {
        court.shows(Trials.seed(LONG_AGO, 5));
        juror.advance(JOB, new Duty.Ready());
        assertThat(court.calls).containsExactly("recordSeed 5");
    }

    @Test
    void takesItForNoErrorWhenAnotherRecordedTheSeedFirst() throws Exception {
        court.shows(Trials.seed(LONG_AGO, 5), Trials.enrolment(5, 0));
        court.refuses = true;
        assertThat(juror.advance(JOB, new Duty.Ready())).isEqualTo(new Duty.Ready());
    }

    @Test
    void enrolsItsTicketsAtOnceLowestFirstAsFarAsItsStakeReaches() throws Exception {
        court.shows(Trials.enrolment(5, 2));
        assertThat(juror.advance(JOB, new Duty.Ready())).isEqualTo(new Duty.Ready());
        assertThat(court.calls).containsExactly("enrol " + List.of(ticket(0), ticket(1)));
    }

    @Test
    void enrolsNoTicketTwice() throws Exception {
        court.shows(Trials.enrolment(
                5, 1, Trials.juror(1, ticket(0), draws().getFirst().value())));
        juror.advance(JOB, new Duty.Ready());
        assertThat(court.calls).containsExactly("enrol " + List.of(ticket(1)));
    }

    @Test
    void enrolsWhatIsLowerThanTheHighestOnTheList() throws Exception {
        long between = draws().get(1).value() + 1;
        // Draws have no sign: -1 is the highest.
        court.shows(Trials.enrolment(5, 5, Trials.juror(8, 0, 1), Trials.juror(9, 0, between), Trials.juror(9, 1, -1)));
        juror.advance(JOB, new Duty.Ready());
        assertThat(court.calls).containsExactly("enrol " + List.of(ticket(0), ticket(1)));
    }

    @Test
    void doesNotEnrolWhereAllSeatsHaveLowerTickets() throws Exception {
        court.shows(Trials.enrolment(5, 2, Trials.juror(8, 0, 1), Trials.juror(9, 0, 2), Trials.juror(9, 1, 3)));
        juror.advance(JOB, new Duty.Ready());
        assertThat(court.calls).isEmpty();
    }

    @Test
    void doesNotEnrolWithADeviceThatFailedItsSelfCheck() throws Exception {
        journal.quarantine("GPU 0", "differs");
        court.shows(Trials.enrolment(5, 2));
        assertThat(juror.advance(JOB, new Duty.Summoned())).isInstanceOf(Duty.Over.class);
        assertThat(juror.advance(JOB, new Duty.Ready())).isInstanceOf(Duty.Over.class);
        assertThat(court.calls).isEmpty();
    }

    @Test
    void doesNotVoteWithADeviceThatFailedItsSelfCheck() throws Exception {
        journal.quarantine("GPU 0", "differs");
        court.shows(Trials.voting(true, false));
        assertThat(juror.advance(JOB, new Duty.Ready())).isInstanceOf(Duty.Over.class);
    }

    @Test
    void staysAwayFromItsOwnersJobsAndFromItsOwnChallenges() throws Exception {
        court.shows(Trials.challenged(new Trial.Challenge(0, false)));
        assertThat(juror.advance(JOB, new Duty.Summoned())).isInstanceOf(Duty.Over.class);
        court.neutral = false;
        court.shows(Trials.seed(null, 5));
        assertThat(juror.advance(JOB, new Duty.Summoned())).isInstanceOf(Duty.Over.class);
    }

    @Test
    void computesOnlyWhenItIsListedForGood() throws Exception {
        court.shows(Trials.voting(false, false));
        assertThat(juror.advance(JOB, new Duty.Ready())).isInstanceOf(Duty.Over.class);
        court.shows(Trials.voting(true, false));
        assertThat(juror.advance(JOB, new Duty.Ready())).isInstanceOf(Duty.Judged.class);
    }

    @Test
    void sendsItsVoteOnlyFromAStoredCommitment() throws Exception {
        court.shows(Trials.voting(true, false));
        Duty judged = juror.advance(JOB, new Duty.Ready());
        Duty pledged = juror.advance(JOB, judged);
        assertThat(pledged).isInstanceOf(Duty.Pledged.class);
        assertThat(court.calls).isEmpty();

        assertThat(juror.advance(JOB, pledged)).isEqualTo(pledged);
        assertThat(court.calls).containsExactly("commitVote");
        court.shows(Trials.opening(true, null));
        assertThat(juror.advance(JOB, pledged)).isInstanceOf(Duty.Voted.class);
        assertThat(court.calls).containsExactly("commitVote", "openVote");
    }

    /** While a block comes, nodes tell the new deadline with the old phase. */
    @Test
    void doesNotGiveUpBecauseADeadlineAndAPhaseDoNotFit() throws Exception {
        ResultRoot root = new ResultRoot(Keccak256.hash("root"));
        Duty judged = new Duty.Judged(root);
        Duty pledged = new Duty.Pledged(root, new Commitment(Keccak256.hash("commitment")));
        Trial.Juror own = Trials.juror(1, 4, 3);
        court.shows(Trials.enrolment(0, 0, Trials.juror(8, 0, 1), Trials.juror(9, 0, 2), own));
        assertThat(juror.advance(JOB, judged)).isEqualTo(judged);
        assertThat(juror.advance(JOB, pledged)).isEqualTo(pledged);
        assertThat(court.calls).isEmpty();
    }

    @Test
    void givesUpWhenTheTimeToCommitIsOver() throws Exception {
        Duty judged = new Duty.Judged(new ResultRoot(Keccak256.hash("root")));
        court.shows(Trials.opening(false, null));
        assertThat(juror.advance(JOB, judged)).isInstanceOf(Duty.Over.class);
    }

    @Test
    void givesUpWhenAnotherProcessVotedForItsNode() throws Exception {
        court.shows(Trials.voting(true, true));
        Duty judged = new Duty.Judged(new ResultRoot(Keccak256.hash("root")));
        assertThat(juror.advance(JOB, judged)).isInstanceOf(Duty.Over.class);
    }

    /** Our number of the ticket that is drawn in that place, lowest first. */
    private static long ticket(int place) {
        return draws().get(place).ticket();
    }

    private static List<TicketDraw> draws() {
        return LongStream.range(0, 5)
                .mapToObj(ticket -> TicketDraw.of(Trials.SEED, JOB.id(), Trials.OURS, ticket))
                .sorted()
                .toList();
    }
}
