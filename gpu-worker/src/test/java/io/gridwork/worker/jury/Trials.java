package io.gridwork.worker.jury;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.TicketDraw;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.Trial;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trials for tests: a jury of three, every phase ends at {@link #END}. */
final class Trials {
    static final NodeId OURS = new NodeId(1);
    static final Instant END = Instant.ofEpochSecond(10_000);
    static final Hash32 SEED = Keccak256.hash("seed");

    private static final int SIZE = 3;
    private static final Duration VOTING = Duration.ofSeconds(100);

    private Trials() {}

    /** @param seedTime null while the seed's block is to come */
    static Trial seed(@Nullable Instant seedTime, long tickets) {
        return trial(JobState.DISPUTED, DisputePhase.SEED, List.of(), null, seedTime, tickets, BigInteger.TWO, -60);
    }

    /** @param seats how many seats our stake pays for */
    static Trial enrolment(long tickets, long seats, Trial.Juror... jurors) {
        return trial(
                JobState.DISPUTED,
                DisputePhase.ENROLMENT,
                List.of(jurors),
                null,
                null,
                tickets,
                BigInteger.valueOf(seats),
                -60);
    }

    /** After the enrolment, where our node has a seat of a full list, or none. */
    static Trial voting(boolean ours, boolean committed) {
        return trial(
                JobState.DISPUTED, DisputePhase.ENROLMENT, list(ours, committed), null, null, 0, BigInteger.ZERO, 1);
    }

    static Trial opening(boolean committed, Trial.@Nullable Challenge challenge) {
        return trial(
                JobState.JURY_REVEAL,
                DisputePhase.OPENING,
                list(true, committed),
                challenge,
                null,
                0,
                BigInteger.ZERO,
                -1);
    }

    static Trial challenged(Trial.Challenge challenge) {
        return trial(JobState.DISPUTED, DisputePhase.SEED, List.of(), challenge, null, 5, BigInteger.ZERO, -1);
    }

    static Trial of(JobState state, long secondsAfterEnd) {
        return trial(state, DisputePhase.NONE, List.of(), null, null, 0, BigInteger.ZERO, secondsAfterEnd);
    }

    static Trial.Juror juror(long node, long ticket, long draw) {
        return new Trial.Juror(new NodeId(node), new TicketDraw(ticket, draw), false, false, Hash32.ZERO);
    }

    private static List<Trial.Juror> list(boolean ours, boolean committed) {
        List<Trial.Juror> jurors = new ArrayList<>(List.of(juror(8, 0, 1), juror(9, 0, 2)));
        jurors.add(ours ? new Trial.Juror(OURS, new TicketDraw(4, 3), committed, false, Hash32.ZERO) : juror(9, 1, 3));
        return jurors;
    }

    private static Trial trial(
            JobState state,
            DisputePhase phase,
            List<Trial.Juror> jurors,
            Trial.@Nullable Challenge challenge,
            @Nullable Instant seedTime,
            long tickets,
            BigInteger seats,
            long secondsAfterEnd) {
        Trial.Lottery lottery = new Trial.Lottery(5, SEED, seedTime, -1, OURS, tickets, seats);
        Head now = new Head(2, END.plusSeconds(secondsAfterEnd));
        return new Trial(state, phase, END, VOTING, SIZE, jurors, 1, challenge, lottery, now);
    }
}
