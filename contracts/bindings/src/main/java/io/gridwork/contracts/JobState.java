package io.gridwork.contracts;

/** States of a job, numbered as the Solidity enum {@code JobState}. Numbers only grow along a job's life. */
public enum JobState {
    /** Unknown to the market. */
    NONE,
    OPEN,
    RUNNING,
    REVEALING,
    PROPOSED,
    DISPUTED,
    JURY_REVEAL,
    COMPLETED,
    REFUNDED,
    CANCELLED;

    /** @throws IllegalArgumentException if the contract knows no such state */
    public static JobState of(Number code) {
        return EnumCode.constant(values(), code);
    }

    /** The number the contract uses. */
    public int code() {
        return EnumCode.of(this);
    }

    /** Nothing can happen to the job any more, and its escrow is empty. */
    public boolean isTerminal() {
        return compareTo(COMPLETED) >= 0;
    }

    /** Whether a passed deadline lets anyone move the job on. */
    public boolean canBePoked() {
        return compareTo(OPEN) >= 0 && !isTerminal();
    }
}
