package io.gridwork.devnet.demo;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;

/**
 * A job that was done right.
 *
 * @param output the same, byte for byte, as the reference's
 */
public record Outcome(DemoJob job, JobId id, Bytes output) {

    /** The output in words. */
    public String describe() {
        return job.describe(output);
    }
}
