package io.gridwork.rpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to talk with endpoints.
 *
 * @param timeout of one request, its answer read to the end
 * @param maxResponseBytes an answer larger than that is cut off, and asked for in parts where it can be
 * @param batchSize requests in one HTTP request at most; what an endpoint takes is learned from its refusals
 * @param patience how long a request is tried
 * @param maxConcurrent requests under way at one endpoint at most; how many there are is found out
 * @param maxRps calls a second to one endpoint at most, each element of a batch counted; null for no budget
 */
public record RpcOptions(
        Duration timeout,
        int maxResponseBytes,
        int batchSize,
        Patience patience,
        int maxConcurrent,
        @Nullable Integer maxRps) {
    public static final RpcOptions DEFAULT =
            new RpcOptions(Duration.ofSeconds(30), 64 << 20, 100, Patience.SHORT, 16, null);

    /** A batch is no larger than a second's budget. */
    public RpcOptions {
        if (maxRps != null) batchSize = Math.max(1, Math.min(batchSize, maxRps));
    }

    public RpcOptions withTimeout(Duration timeout) {
        return new RpcOptions(timeout, maxResponseBytes, batchSize, patience, maxConcurrent, maxRps);
    }

    public RpcOptions withMaxResponseBytes(int maxResponseBytes) {
        return new RpcOptions(timeout, maxResponseBytes, batchSize, patience, maxConcurrent, maxRps);
    }

    public RpcOptions withBatchSize(int batchSize) {
        return new RpcOptions(timeout, maxResponseBytes, batchSize, patience, maxConcurrent, maxRps);
    }

    public RpcOptions withPatience(Patience patience) {
        return new RpcOptions(timeout, maxResponseBytes, batchSize, patience, maxConcurrent, maxRps);
    }

    public RpcOptions withMaxConcurrent(int most) {
        return new RpcOptions(timeout, maxResponseBytes, batchSize, patience, most, maxRps);
    }

    public RpcOptions withMaxRps(@Nullable Integer most) {
        return new RpcOptions(timeout, maxResponseBytes, batchSize, patience, maxConcurrent, most);
    }
}
