package io.gridwork.contracts;

/** How a dispute ended, numbered as the Solidity enum {@code Outcome}. */
public enum DisputeOutcome {
    /** No root has the votes of a majority: the proposal, if there is one, stands. */
    NO_MAJORITY,
    /** The majority found the proposed root. */
    UPHELD,
    /** The majority found another root. */
    OVERTURNED;

    /** @throws IllegalArgumentException if the contract knows no such outcome */
    public static DisputeOutcome of(Number code) {
        return EnumCode.constant(values(), code);
    }

    /** The number the contract uses. */
    public int code() {
        return EnumCode.of(this);
    }
}
