package io.gridwork.indexer.source;

import io.gridwork.chain.RpcOptions;
import org.jspecify.annotations.Nullable;

/**
 * How to treat each endpoint.
 *
 * @param maxConcurrent requests under way at a time at most; how many there are is found out
 * @param maxRps calls a second at most, each element of a batch counted; null for no budget
 */
public record EndpointSettings(
        Patience patience,
        RpcOptions rpc,
        int maxConcurrent,
        @Nullable Integer maxRps) {
    private static final int MOST_CONCURRENT = 16;
    /** A larger answer is asked for in parts: several are in memory at a time. */
    private static final int MOST_BYTES = 64 << 20;

    public static EndpointSettings of(Patience patience) {
        return new EndpointSettings(
                patience, RpcOptions.DEFAULT.withMaxResponseBytes(MOST_BYTES), MOST_CONCURRENT, null);
    }

    public EndpointSettings withRpc(RpcOptions options) {
        return new EndpointSettings(patience, options, maxConcurrent, maxRps);
    }

    public EndpointSettings withMaxConcurrent(int most) {
        return new EndpointSettings(patience, rpc, most, maxRps);
    }

    public EndpointSettings withMaxRps(@Nullable Integer most) {
        return new EndpointSettings(patience, rpc, maxConcurrent, most);
    }

    /** Tries once, since trying again is done by {@link Endpoints}; a batch is no larger than a second's budget. */
    RpcOptions options() {
        RpcOptions once = rpc.withAttempts(1);
        return maxRps == null || maxRps >= once.batchSize() ? once : once.withBatchSize(Math.max(1, maxRps));
    }
}
