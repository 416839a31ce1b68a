package io.gridwork.worker.job;

import io.gridwork.contracts.ResultRoot;

/**
 * A result of ours, without its bytes: those lie in the content store under {@code root}.
 *
 * @param root result root, as {@link io.gridwork.contracts.ResultRoot} computes it
 * @param length bytes of output
 * @param energy what the run used
 * @param kernelNanos time in kernels; 0 where the job's own error is the result
 */
public record Result(ResultRoot root, long length, Energy energy, long kernelNanos) {}
