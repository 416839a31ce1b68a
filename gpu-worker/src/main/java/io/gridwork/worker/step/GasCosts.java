package io.gridwork.worker.step;

/**
 * Gas of what a node or a challenger sends, for estimates. The figures are those of contracts/snapshots/gas.json: whole transactions, measured on the
 * contracts as they are. A test compares them.
 */
final class GasCosts {
    /** A seat that is alone: claim, submit, and the payment. {@code job_n1_life} less {@code post}, which the requester pays. */
    static final long SEAT_ALONE = 349_133 - 116_161;

    /** A seat of several: claim, commit, reveal, and its share of the payment. A third of {@code job_n3_life} less {@code post_n3}. */
    static final long SEAT_IN_QUORUM = (851_446 - 116_232) / 3;

    /** {@code challenge}, and {@code open_vote} for its opening, which does the same. */
    static final long CHALLENGE = 157_608 + 62_890;

    private GasCosts() {}
}
