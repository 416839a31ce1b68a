package io.gridwork.worker.job;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobTerms;

/**
 * A job as its event told it; never changes.
 *
 * @param block number of the block it was posted in
 * @param vetted whether the network vouched for the program when the job was posted
 */
public record PostedJob(JobId id, Address requester, JobTerms terms, JobSpec spec, long block, boolean vetted) {}
