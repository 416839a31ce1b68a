package io.gridwork.indexer.source;

/**
 * A node's receipts do not prove what is in a block. Thrown out of a question to {@link Endpoints}, it makes them ask the
 * others that question, and leave this node alone if that was a lie.
 */
final class Unproved extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean lie;

    private Unproved(String message, boolean lie) {
        super(message);
        this.lie = lie;
    }

    /** It gave none that tell anything. */
    static Unproved silent(String endpoint, String why) {
        return new Unproved(endpoint + " " + why, false);
    }

    /** It gave others than those of the block, which it has. */
    static Unproved lie(String endpoint, String what) {
        return new Unproved(endpoint + " " + what, true);
    }

    boolean isLie() {
        return lie;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
