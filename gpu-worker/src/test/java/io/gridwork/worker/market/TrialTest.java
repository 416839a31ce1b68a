package io.gridwork.worker.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.TicketDraw;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final JobId JOB = new JobId(Keccak256.hash("job"));
    private static final NodeId OURS = new NodeId(7);
    private static final Instant END = Instant.ofEpochSecond(1_000);
    private static final Duration VOTING = Duration.ofSeconds(100);

    @Test
    void aFullListIsVotingFromTheEndOfTheEnrolmentOn() {
        assertThat(trial(DisputePhase.ENROLMENT, 3, 0).isEnrolling()).isTrue();
        assertThat(trial(DisputePhase.ENROLMENT, 3, 0).isVoting()).isFalse();
        assertThat(trial(DisputePhase.ENROLMENT, 3, 1).isEnrolling()).isFalse();
        assertThat(trial(DisputePhase.ENROLMENT, 3, 1).isVoting()).isTrue();
        assertThat(trial(DisputePhase.ENROLMENT, 3, 1).isDue()).isFalse();
    }

    @Test
    void aFullListIsDueOnlyWhenNobodyCanCommitAnyMore() {
        assertThat(trial(DisputePhase.ENROLMENT, 3, 100).isVoting()).isTrue();
        assertThat(trial(DisputePhase.ENROLMENT, 3, 101).isVoting()).isFalse();
        assertThat(trial(DisputePhase.ENROLMENT, 3, 101).isDue()).isTrue();
    }

    @Test
    void aListThatIsNotFullIsDueWhenTheEnrolmentEnds() {
        assertThat(trial(DisputePhase.ENROLMENT, 2, 1).isVoting()).isFalse();
        assertThat(trial(DisputePhase.ENROLMENT, 2, 1).isDue()).isTrue();
    }

    @Test
    void challengesEndBeforeTheBlockOfTheSeed() {
        assertThat(trial(DisputePhase.SEED, 0, 0, 2).takesChallenges()).isTrue();
        assertThat(trial(DisputePhase.SEED, 0, 0, 3).takesChallenges()).isFalse();
        assertThat(trial(DisputePhase.SEED, 0, 1, 2).takesChallenges()).isFalse();
    }

    @Test
    void aChallengeThatHasADepositBeforeItNeedsABlockMore() {
        assertThat(trial(DisputePhase.SEED, 0, 0, 2).takesChallengesIn(1)).isTrue();
        assertThat(trial(DisputePhase.SEED, 0, 0, 2).takesChallengesIn(2)).isFalse();
        assertThat(trial(DisputePhase.SEED, 0, 0, 1).takesChallengesIn(2)).isTrue();
    }

    @Test
    void aLimitIsSaidToBeOneWhereThePhaseCanEndEarlier() {
        assertThat(trial(DisputePhase.SEED, 0, 0).wordsWithLimit()).isEqualTo("the jury is drawn after block 5");
        assertThat(trial(DisputePhase.ENROLMENT, 2, 0).wordsWithLimit()).endsWith("2 of 3 seats taken, until " + END);
        assertThat(trial(DisputePhase.VOTING, 3, 0).wordsWithLimit()).endsWith(", until " + END + " at the latest");
        assertThat(trial(DisputePhase.VOTING, 3, 1).wordsWithLimit()).doesNotContain("until");
    }

    @Test
    void drawsTicketsUpToTheLimitLowestFirst() {
        Trial.Lottery all = lottery(-1);
        List<TicketDraw> drawn = all.drawn(JOB);
        assertThat(drawn).hasSize(20).isSorted();
        long median = drawn.get(9).value();
        assertThat(lottery(median).drawn(JOB)).isEqualTo(drawn.subList(0, 10));
    }

    private static Trial.Lottery lottery(long limit) {
        return new Trial.Lottery(5, Keccak256.hash("seed"), null, limit, OURS, 20, BigInteger.TWO);
    }

    private static Trial trial(DisputePhase phase, int listed, long secondsAfterEnd) {
        return trial(phase, listed, secondsAfterEnd, 9);
    }

    private static Trial trial(DisputePhase phase, int listed, long secondsAfterEnd, long block) {
        List<Trial.Juror> jurors = LongStream.rangeClosed(1, listed)
                .mapToObj(i -> new Trial.Juror(new NodeId(i), new TicketDraw(0, 10 * i), false, false, Hash32.ZERO))
                .toList();
        Head now = new Head(block, END.plusSeconds(secondsAfterEnd));
        return new Trial(JobState.DISPUTED, phase, END, VOTING, 3, jurors, 1, null, lottery(-1), now);
    }
}
