package io.gridwork.worker.journal;

import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;

/** What every journal refuses, in the same words. */
final class Refused {
    private Refused() {}

    static IllegalArgumentException unknown(JobId job) {
        return new IllegalArgumentException("the journal knows no job " + job + ": discover it first");
    }

    static IllegalStateException secondCommitment(JobId job, Commitment earlier) {
        return new IllegalStateException("job " + job + " has the commitment " + earlier
                + " already; a second one would be provable fraud and cost the bond, so it is not stored");
    }
}
