package io.gridwork.worker.market;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.SeatState;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands on chain, and our node's seat in it.
 *
 * @param deadline when the present phase ends; in a terminal phase when it ended
 * @param price clearing price of a seat; while the job is open the offer standing now
 * @param result the proposed or final root; zero before
 * @param seat our seat; null when we have none
 * @param now time of the chain's newest block
 */
public record Standing(
        Phase phase,
        int seats,
        int quorum,
        int seated,
        Instant deadline,
        BigInteger price,
        Hash32 result,
        @Nullable Seat seat,
        Instant now) {

    /** Whether the phase has run out, so that nobody can act in it and anyone can poke. */
    public boolean isDue() {
        return phase.canBePoked() && now.isAfter(deadline);
    }

    /**
     * A seat of ours.
     *
     * @param hash the commitment while committed, the root once revealed, else zero
     */
    public record Seat(int index, SeatState progress, Hash32 hash) {}
}
