package io.gridwork.chain;

import java.time.Duration;

/**
 * How to talk with an endpoint.
 *
 * @param timeout of one request, its answer read to the end
 * @param maxResponseBytes an answer larger than that is cut off and refused
 * @param attempts at a request that may succeed later, the first included
 * @param firstPause before the second attempt; doubles from then on, with jitter
 * @param longestPause the pause grows no longer than that, unless the server asks for it
 * @param batchSize requests in one HTTP request; Besu takes 1024
 */
public record RpcOptions(
        Duration timeout,
        int maxResponseBytes,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        int batchSize) {
    public static final RpcOptions DEFAULT =
            new RpcOptions(Duration.ofSeconds(30), 256 << 20, 5, Duration.ofMillis(200), Duration.ofSeconds(10), 100);

    public RpcOptions withAttempts(int attempts) {
        return new RpcOptions(timeout, maxResponseBytes, attempts, firstPause, longestPause, batchSize);
    }

    public RpcOptions withTimeout(Duration timeout) {
        return new RpcOptions(timeout, maxResponseBytes, attempts, firstPause, longestPause, batchSize);
    }

    public RpcOptions withPauses(Duration first, Duration longest) {
        return new RpcOptions(timeout, maxResponseBytes, attempts, first, longest, batchSize);
    }

    public RpcOptions withMaxResponseBytes(int maxResponseBytes) {
        return new RpcOptions(timeout, maxResponseBytes, attempts, firstPause, longestPause, batchSize);
    }

    public RpcOptions withBatchSize(int batchSize) {
        return new RpcOptions(timeout, maxResponseBytes, attempts, firstPause, longestPause, batchSize);
    }
}
