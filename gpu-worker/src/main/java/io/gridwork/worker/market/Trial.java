package io.gridwork.worker.market;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.TicketDraw;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How a dispute stands at one block, and our node and account in it.
 *
 * @param phase as the contract stores it; {@link #isVoting} is true before the first vote moves it on
 * @param deadline when the stored phase ends
 * @param votingTime from the end of the enrolment to the last moment of a vote's commitment
 * @param size juror seats
 * @param jurors who has one, by seat
 * @param challengers how many put down a bond
 * @param challenge our account's; null when it has none
 * @param lottery what the jury is drawn by
 * @param now newest block
 */
public record Trial(
        JobState state,
        DisputePhase phase,
        Instant deadline,
        Duration votingTime,
        int size,
        List<Juror> jurors,
        int challengers,
        @Nullable Challenge challenge,
        Lottery lottery,
        Head now) {
    /** Accounts that can put down a bond against one result. */
    public static final int MOST_CHALLENGERS = 3;

    /**
     * A juror's seat.
     *
     * @param hash the node's commitment, then its root
     */
    public record Juror(NodeId node, TicketDraw draw, boolean committed, boolean opened, Hash32 hash) {}

    /** Our account's challenge. */
    public record Challenge(int number, boolean opened) {}

    /**
     * What the jury is drawn by. Our part is zero where the phase does not need it.
     *
     * @param seed zero before it is recorded
     * @param seedTime time of the block that the seed belongs to; null until the chain has a later one
     * @param limit highest draw that can be listed, 64 bits without a sign
     * @param node our node
     * @param tickets how many of our node's tickets draw
     * @param seats how many seats our node's free stake and allowance pay for
     */
    public record Lottery(
            long seedBlock,
            Hash32 seed,
            @Nullable Instant seedTime,
            long limit,
            NodeId node,
            long tickets,
            BigInteger seats) {
        /** Our tickets that can be listed, lowest draw first. */
        public List<TicketDraw> drawn(JobId job) {
            return LongStream.range(0, tickets)
                    .mapToObj(ticket -> TicketDraw.of(seed, job, node, ticket))
                    .filter(draw -> Long.compareUnsigned(draw.value(), limit) <= 0)
                    .sorted()
                    .toList();
        }
    }

    /** Our node's seat, the first of several; null when it has none. */
    public @Nullable Juror own() {
        return jurors.stream()
                .filter(juror -> juror.node().equals(lottery.node()))
                .findFirst()
                .orElse(null);
    }

    /** Whether the seed can be recorded. */
    public boolean awaitsSeed() {
        return phase == DisputePhase.SEED && lottery.seedTime() != null && !isDue();
    }

    public boolean isEnrolling() {
        return phase == DisputePhase.ENROLMENT && !hasPassed(deadline);
    }

    /** Whether jurors can commit: the list is final. The first commitment tells the contract. */
    public boolean isVoting() {
        return (phase == DisputePhase.VOTING || isClosedList()) && !isDue();
    }

    /** Whether votes and challenges can be opened. */
    public boolean isOpening() {
        return state == JobState.JURY_REVEAL && !isDue();
    }

    /** Whether a challenge can still be made in the next block. */
    public boolean takesChallenges() {
        return takesChallengesIn(1);
    }

    /**
     * Whether a challenge can still be made so many blocks from now, unless another opens the dispute meanwhile. Who can see the jury's list would know how
     * the dispute ends.
     */
    public boolean takesChallengesIn(int blocks) {
        boolean joinable = phase == DisputePhase.SEED
                && challengers < MOST_CHALLENGERS
                && now.number() + blocks + 1 < lottery.seedBlock();
        return (state == JobState.PROPOSED || joinable) && !isDue();
    }

    private boolean isClosedList() {
        return phase == DisputePhase.ENROLMENT && hasPassed(deadline) && jurors.size() == size;
    }

    /** Whether the phase has run out, so that nobody can act in it and anyone can poke. */
    public boolean isDue() {
        return state.canBePoked() && hasPassed(end());
    }

    /** When nobody can act in the phase any more. */
    public Instant end() {
        return isClosedList() ? deadline.plus(votingTime) : deadline;
    }

    private boolean hasPassed(Instant time) {
        return now.time().isAfter(time);
    }

    /** Tickets of ours that have no seat and get one during the enrolment, each after those before it: lowest draw first, as far as our stake reaches. */
    public List<TicketDraw> admitted(JobId job) {
        List<TicketDraw> admitted = new ArrayList<>();
        for (TicketDraw draw : lottery.drawn(job)) {
            if (isListed(draw)) continue;
            boolean paid = lottery.seats().compareTo(BigInteger.valueOf(admitted.size())) > 0;
            // What a seat needs can only grow.
            if (!paid || lower(draw) + admitted.size() >= size) break;
            admitted.add(draw);
        }
        return admitted;
    }

    private boolean isListed(TicketDraw draw) {
        return jurors.stream()
                .anyMatch(juror ->
                        juror.node().equals(lottery.node()) && juror.draw().ticket() == draw.ticket());
    }

    /** Listed tickets that a draw cannot push out. */
    private long lower(TicketDraw draw) {
        return jurors.stream()
                .filter(juror -> Long.compareUnsigned(juror.draw().value(), draw.value()) <= 0)
                .count();
    }

    /** The phase for people, with the time that it can take. Only the enrolment never ends before its time. */
    public String wordsWithLimit() {
        boolean hasLimit = phase != DisputePhase.SEED && !state.isTerminal() && !isDue();
        if (!hasLimit) return words();
        return words() + ", until " + end() + (isEnrolling() ? "" : " at the latest");
    }

    /** The phase for people. */
    public String words() {
        if (isVoting()) return "jurors compute the job: " + count(committed()) + " committed";
        return switch (phase) {
            case NONE -> state.words();
            case SEED -> "the jury is drawn after block " + lottery.seedBlock();
            case ENROLMENT -> "nodes whose tickets were drawn enrol: " + count(jurors.size()) + " taken";
            case VOTING -> "the time to commit is over: " + count(committed()) + " committed";
            case OPENING ->
                "votes are opened: "
                        + count(jurors.stream().filter(Juror::opened).count()) + " open";
            case OVER -> "the dispute is over: the job is " + state.words();
        };
    }

    private long committed() {
        return jurors.stream().filter(Juror::committed).count();
    }

    private String count(long seats) {
        return seats + " of " + size + " seats";
    }
}
