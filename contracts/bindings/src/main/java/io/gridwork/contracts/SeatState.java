package io.gridwork.contracts;

/** What a seat has done so far, numbered as the Solidity enum {@code SeatState}. */
public enum SeatState {
    EMPTY,
    CLAIMED,
    COMMITTED,
    REVEALED;

    /** @throws IllegalArgumentException if the contract knows no such state */
    public static SeatState of(Number code) {
        return EnumCode.constant(values(), code);
    }

    /** The number the contract uses. */
    public int code() {
        return EnumCode.of(this);
    }
}
