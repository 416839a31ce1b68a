package io.gridwork.worker.jury;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Trial;
import org.junit.jupiter.api.Test;

class ChallengesTest {
    private static final PostedJob JOB = Jobs.posted("job", 1, 1);
    private static final Challenge CHALLENGE = new Challenge(JOB, new ResultRoot(Keccak256.hash("root")));

    private final StagedCourt court = new StagedCourt();
    private final Journal journal = new InMemoryJournal();
    private final Challenges challenges = new Challenges(court, journal);

    @Test
    void remembersAChallengeThatCouldNotBeSent() {
        court.refuses = true;
        assertThatThrownBy(() -> challenges.make(JOB, CHALLENGE.root())).isInstanceOf(RefusedException.class);
        assertThat(journal.challenges()).containsExactly(CHALLENGE);

        court.refuses = false;
        court.shows(Trials.of(JobState.PROPOSED, -1));
        challenges.advance(CHALLENGE);
        assertThat(court.calls).containsExactly("challenge", "challenge");
    }

    @Test
    void forgetsAChallengeThatCameTooLate() {
        journal.save(CHALLENGE);
        court.shows(Trials.voting(true, false));
        challenges.advance(CHALLENGE);
        assertThat(court.calls).isEmpty();
        assertThat(journal.challenges()).isEmpty();
    }

    @Test
    void opensInTheOpeningWindowOnce() {
        journal.save(CHALLENGE);
        court.shows(Trials.challenged(new Trial.Challenge(2, false)));
        challenges.advance(CHALLENGE);
        assertThat(court.calls).isEmpty();
        court.shows(Trials.opening(true, new Trial.Challenge(2, false)));
        challenges.advance(CHALLENGE);
        court.shows(Trials.opening(true, new Trial.Challenge(2, true)));
        challenges.advance(CHALLENGE);
        assertThat(court.calls).containsExactly("openChallenge 2");
        assertThat(journal.challenges()).containsExactly(CHALLENGE);
    }

    @Test
    void endsWithTheJob() {
        journal.save(CHALLENGE);
        court.shows(Trials.of(JobState.REFUNDED, 1));
        challenges.advance(CHALLENGE);
        assertThat(journal.challenges()).isEmpty();
    }

    @Test
    void pokesAnOverdueDispute() {
        journal.save(CHALLENGE);
        court.shows(Trials.of(JobState.JURY_REVEAL, 300));
        challenges.advance(CHALLENGE);
        assertThat(court.calls).containsExactly("poke");
    }

    @Test
    void takesItForNoErrorWhenAnotherPokedFirst() {
        journal.save(CHALLENGE);
        court.refuses = true;
        court.shows(Trials.of(JobState.JURY_REVEAL, 300), Trials.of(JobState.REFUNDED, 300));
        challenges.advance(CHALLENGE);
        court.shows(Trials.of(JobState.JURY_REVEAL, 300));
        assertThatThrownBy(() -> challenges.advance(CHALLENGE)).isInstanceOf(RefusedException.class);
    }
}
