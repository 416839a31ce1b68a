package io.gridwork.worker.job;

import io.gridwork.contracts.ResultRoot;

/**
 * A challenge of ours, stored before it is sent.
 *
 * @param root which root we say is right
 */
public record Challenge(PostedJob job, ResultRoot root) {}
