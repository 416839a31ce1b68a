package io.gridwork.contracts;

/** Why a job gave its price back, numbered as the Solidity enum {@code RefundReason}. */
public enum RefundReason {
    /** The claim window ended before every seat was taken. */
    NOT_CLAIMED,
    /** The work window ended with fewer than k results (n = 1) or commitments (n &gt; 1). */
    NOT_DELIVERED,
    /** No result root was revealed by k seats. */
    NO_QUORUM,
    /** A jury found no majority for any root, and there was no proposal to stand. */
    NO_VERDICT,
    /** A jury overturned the proposal, and no seat had the jury's root. */
    OVERTURNED;

    /** @throws IllegalArgumentException if the contract knows no such reason */
    public static RefundReason of(Number code) {
        return EnumCode.constant(values(), code);
    }

    /** The number the contract uses. */
    public int code() {
        return EnumCode.of(this);
    }
}
