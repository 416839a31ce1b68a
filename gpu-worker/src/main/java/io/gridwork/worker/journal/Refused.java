package io.gridwork.worker.journal;

import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ResultRoot;

/** What every journal refuses, in the same words. */
final class Refused {
    private Refused() {}

    static JournalException foreign(String owner, String other) {
        return new JournalException("the journal is of " + owner + ", and this worker is for " + other
                + ": give each a folder of its own with --dir");
    }

    static IllegalArgumentException unknown(JobId job) {
        return new IllegalArgumentException("the journal knows no job " + job + ": discover it first");
    }

    static IllegalStateException secondCommitment(JobId job, Commitment earlier) {
        return new IllegalStateException("job " + job + " has the commitment " + earlier
                + " already; a second one would be provable fraud and cost the bond, so it is not stored");
    }

    static IllegalStateException secondChallenge(JobId job, ResultRoot earlier) {
        return new IllegalStateException("job " + job + " was challenged with the root " + earlier
                + " before, and a challenge cannot be changed; it costs a part of its bond unless it is opened");
    }
}
