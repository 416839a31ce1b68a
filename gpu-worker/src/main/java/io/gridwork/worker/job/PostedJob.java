package io.gridwork.worker.job;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobSpec;

/**
 * A job as its event told it; never changes.
 *
 * @param order what the market knows the job by: every call about it carries the order
 * @param block number of the block it was posted in
 * @param vetted whether the network vouched for the program when the job was posted
 */
public record PostedJob(JobId id, JobOrder order, JobSpec spec, long block, boolean vetted) {}
