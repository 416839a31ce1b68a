package io.gridwork.worker.job;

import io.gridwork.contracts.Commitment;
import java.math.BigInteger;

/**
 * Where a job stands for this worker: Discovered → Claimed → Fetched → Computed → Committed → Revealed → Paid, or Abandoned.
 * Pure; the transitions are the only way from one to the next, so a state that skips what it depends on cannot be written.
 *
 * <p>A reorganised chain can take a step back: {@link #unseated}, {@link Committed#uncommitted},
 * {@link Revealed#unrevealed}.
 */
public sealed interface JobState {
    /** Seen on chain and possible for this worker; nothing is promised. */
    record Discovered() implements JobState {
        public Claimed claimed(int seat) {
            return new Claimed(seat);
        }
    }

    /** A seat is ours and a bond is locked. */
    record Claimed(int seat) implements JobState {
        public Fetched fetched() {
            return new Fetched(seat);
        }
    }

    /** The input is here and matches its root. */
    record Fetched(int seat) implements JobState {
        /** @param commitment what the seat will sign, stored with the result and before anything is signed */
        public Computed computed(Result result, Commitment commitment) {
            return new Computed(seat, result, commitment);
        }
    }

    /** The output is stored and passed the self-check. */
    record Computed(int seat, Result result, Commitment commitment) implements JobState {
        public Committed committed() {
            return new Committed(seat, result, commitment);
        }
    }

    /** Bound to the result; with one seat there is nothing to commit on chain, and this only says that it may be submitted. */
    record Committed(int seat, Result result, Commitment commitment) implements JobState {
        public Revealed revealed() {
            return new Revealed(seat, result, commitment);
        }

        public Computed uncommitted() {
            return new Computed(seat, result, commitment);
        }
    }

    /** The root is public; the tally, the challenge window and the payment are left. */
    record Revealed(int seat, Result result, Commitment commitment) implements JobState {
        /** @param amount in the smallest unit of the job's payment token */
        public Paid paid(BigInteger amount) {
            return new Paid(seat, result, amount);
        }

        public Committed unrevealed() {
            return new Committed(seat, result, commitment);
        }
    }

    /** The end that everyone wants. */
    record Paid(int seat, Result result, BigInteger amount) implements JobState {}

    /**
     * Given up. {@code settled} is false while a bond of ours may still be locked in the job: then somebody has to poke it when
     * its deadline has passed.
     */
    record Abandoned(Reason reason, String detail, boolean settled) implements JobState {
        public Abandoned settle() {
            return new Abandoned(reason, detail, true);
        }
    }

    /** Why a job was given up. Names are stored and counted: do not rename them. */
    enum Reason {
        /** Never claimed: the seats went to others, the window closed, or the requester took it back. */
        MISSED("not claimed"),
        /** The input could not be had, or does not match its root. */
        INPUT_UNAVAILABLE("its input is not available"),
        /** This machine could not run it. */
        RUN_FAILED("this machine could not run it"),
        /** The device's output differed from the reference: the device is quarantined, nothing is committed. */
        SELF_CHECK_FAILED("the device failed a self-check"),
        /** The chain holds a commitment for our seat that is not ours: another process works with this node's key. */
        FOREIGN_COMMITMENT("another process works with this node's key"),
        /** A deadline passed before the step that had to meet it. */
        LATE("too late"),
        /** The job ended with another root than ours. */
        OUTVOTED("another result won"),
        /** The job gave its price back: not enough seats, no quorum. */
        REFUNDED("the price went back to the requester");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason for people. */
        public String words() {
            return words;
        }
    }

    /** A reorganisation took the seat away: start again. */
    default Discovered unseated() {
        return new Discovered();
    }

    /** Given up for good, with nothing of ours left in the job. */
    default Abandoned missed(String detail) {
        return new Abandoned(Reason.MISSED, detail, true);
    }

    /** Given up while our bond may still be locked. */
    default Abandoned abandoned(Reason reason, String detail) {
        return new Abandoned(reason, detail, false);
    }

    /** Whether nothing is left to do. */
    default boolean isOver() {
        return switch (this) {
            case Paid _ -> true;
            case Abandoned abandoned -> abandoned.settled();
            case Discovered _, Claimed _, Fetched _, Computed _, Committed _, Revealed _ -> false;
        };
    }

    /** Whether the device is still needed for it. */
    default boolean occupiesDevice() {
        return switch (this) {
            case Claimed _, Fetched _ -> true;
            case Discovered _, Computed _, Committed _, Revealed _, Paid _, Abandoned _ -> false;
        };
    }

    /** The state for people, to follow "the job is". */
    default String words() {
        return switch (this) {
            case Discovered _ -> "found";
            case Claimed(int seat) -> "claimed (seat " + seat + ")";
            case Fetched _ -> "claimed, and its input is here";
            case Computed _ -> "computed";
            case Committed _ -> "computed, and its seat bound to the result";
            case Revealed _ -> "delivered, and not paid yet";
            case Paid _ -> "paid";
            case Abandoned _ -> "given up";
        };
    }

    /** The name that is stored and counted. */
    default String label() {
        return getClass().getSimpleName();
    }
}
