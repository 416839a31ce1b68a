package io.gridwork.worker.market;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Energy;

/**
 * A result as it is published.
 *
 * @param uri where the output can be fetched; empty when it is inline
 * @param output the output itself when it is at most {@value #INLINE_LIMIT} bytes, else empty
 */
public record Delivery(ResultRoot root, String uri, Energy energy, Bytes output) {
    /** Longest output that may stand in the event, as {@code IJobEscrow} bounds it. */
    public static final int INLINE_LIMIT = 1024;
}
