package io.gridwork.contracts;

/** Why a bond was taken, numbered as the Solidity enum {@code SlashReason}. */
public enum SlashReason {
    /** No result, commitment or vote in time. */
    NO_SHOW,
    /** Committed, and not revealed before the reveal deadline. */
    HIDDEN_REVEAL,
    /** A jury found another root. */
    WRONG_RESULT,
    /** A juror who hid its vote or voted against the majority. */
    JUROR_FAULT;

    /** @throws IllegalArgumentException if the contract knows no such reason */
    public static SlashReason of(Number code) {
        return EnumCode.constant(values(), code);
    }

    /** The number the contract uses. */
    public int code() {
        return EnumCode.of(this);
    }
}
