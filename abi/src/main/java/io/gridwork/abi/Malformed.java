package io.gridwork.abi;

/** Bytes that no encoder writes for the type. Without a stack trace: anybody can fill a chain with such logs. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String reason) {
        super(reason, null, false, false);
    }

    /** What went wrong; never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
