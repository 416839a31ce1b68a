package io.gridwork.worker.market;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.SeatState;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands on chain, and our node's seat in it.
 *
 * @param deadline when the present state ends; in a terminal state when it ended
 * @param price clearing price of a seat; while the job is open the offer standing now
 * @param result the proposed or final root; zero before
 * @param verifiable whether the program had a verifier when the job was posted
 * @param seat our seat; null when we have none
 * @param now time of the chain's newest block
 */
public record Standing(
        JobState state,
        int seats,
        int quorum,
        int seated,
        Instant deadline,
        BigInteger price,
        Hash32 result,
        boolean verifiable,
        @Nullable Seat seat,
        Instant now) {

    /** Whether the state has run out, so that nobody can act in it and anyone can poke. */
    public boolean isDue() {
        return state.canBePoked() && now.isAfter(deadline);
    }

    public boolean isDisputed() {
        return state == JobState.DISPUTED || state == JobState.JURY_REVEAL;
    }

    /** A jury found another result than the proposed one, and no seat had it: there is no output, and nobody was paid. */
    public boolean isWithoutRightSeat() {
        return state == JobState.REFUNDED && !result.equals(Hash32.ZERO);
    }

    /** The state for people, with what a requester can count on. */
    public String words() {
        return switch (state) {
            case OPEN, RUNNING -> state.words() + " (" + seated + " of " + seats + " seats claimed)";
            case PROPOSED -> state.words() + ": it can be challenged until " + deadline;
            case REFUNDED ->
                isWithoutRightSeat()
                        ? state.words()
                                + ", because a jury found the proposed result wrong and no node had the right one"
                        : state.words();
            case NONE, REVEALING, DISPUTED, JURY_REVEAL, COMPLETED, CANCELLED -> state.words();
        };
    }

    /**
     * A seat of ours.
     *
     * @param hash the commitment while committed, the root once revealed, else zero
     */
    public record Seat(int index, SeatState progress, Hash32 hash) {}
}
