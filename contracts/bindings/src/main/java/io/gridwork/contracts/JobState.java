package io.gridwork.contracts;

/** States of a job, numbered as the Solidity enum {@code JobState}. Numbers only grow along a job's life. */
public enum JobState {
    NONE("unknown to the market"),
    OPEN("waiting for nodes to claim its seats"),
    RUNNING("nodes are computing it"),
    REVEALING("nodes are revealing their results"),
    PROPOSED("result available, not yet paid"),
    DISPUTED("in dispute: jurors are computing it again"),
    JURY_REVEAL("in dispute: jurors are revealing their results"),
    COMPLETED("completed and paid"),
    REFUNDED("refunded to the requester"),
    CANCELLED("cancelled by the requester");

    private final String words;

    JobState(String words) {
        this.words = words;
    }

    /** The state for people, to follow "the job is", such as "completed and paid". */
    public String words() {
        return words;
    }

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
