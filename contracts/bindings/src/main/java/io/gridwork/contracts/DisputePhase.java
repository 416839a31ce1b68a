package io.gridwork.contracts;

/** Phases of a dispute, numbered as the Solidity enum {@code Phase}. Numbers only grow along a dispute's life. */
public enum DisputePhase {
    NONE,
    /** The seed that the jury is drawn by is to come, or to be recorded. */
    SEED,
    /** Tickets are listed. */
    ENROLMENT,
    /** Listed nodes compute the job and commit to its root. */
    VOTING,
    /** Votes and challenges are opened. */
    OPENING,
    OVER;

    /** @throws IllegalArgumentException if the contract knows no such phase */
    public static DisputePhase of(Number code) {
        return EnumCode.constant(values(), code);
    }

    /** The number the contract uses. */
    public int code() {
        return EnumCode.of(this);
    }
}
