package io.gridwork.indexer.event;

/**
 * What was checked when the logs of a block range were read.
 *
 * @param parents each block follows on the one before it, and each log is of the block that has its number
 * @param bloom the logs agree with the bloom filters in the blocks' headers
 * @param receipts the logs are those of receipts that belong to the receipts roots in the headers
 */
public record Proof(boolean parents, boolean bloom, boolean receipts) {
    public static final Proof NONE = new Proof(false, false, false);

    /** What a level checks. */
    public static Proof of(Verification level) {
        return switch (level) {
            case NONE -> NONE;
            case BLOOM -> new Proof(true, true, false);
            case RECEIPTS -> new Proof(true, true, true);
        };
    }

    public Proof withParents() {
        return new Proof(true, bloom, receipts);
    }
}
