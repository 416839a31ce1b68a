package io.gridwork.worker.market;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a dispute stands, and our node in it.
 *
 * @param deadline when the present state ends
 * @param size juror seats
 * @param pledged how many of them are taken; the next juror gets that number
 * @param draw whether our node may take one now
 * @param own our node's seat; null when it has none
 * @param now time of the chain's newest block
 */
public record Trial(
        JobState state,
        Instant deadline,
        int size,
        int pledged,
        Draw draw,
        @Nullable Juror own,
        Instant now) {

    /** Whether the state has run out, so that nobody can act in it and anyone can poke. */
    public boolean isDue() {
        return state.canBePoked() && now.isAfter(deadline);
    }

    /** Whether a juror's seat can still be taken. */
    public boolean isOpen() {
        return state == JobState.DISPUTED && pledged < size && !isDue();
    }

    /**
     * A juror's seat of ours.
     *
     * @param hash the commitment, then the root
     */
    public record Juror(int index, boolean voted, Hash32 hash) {}
}
