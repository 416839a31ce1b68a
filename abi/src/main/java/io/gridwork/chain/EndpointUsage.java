package io.gridwork.chain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an RPC endpoint, from this run and those before it.
 *
 * @param name scheme, host and port: the rest of a URL may be a key
 * @param requests calls, each element of a batch counted, as providers do
 * @param failures requests that were not answered, or answered wrongly
 * @param drops how often it was paused, because it failed, lagged or gave wrong answers
 * @param receivedBytes of answers as they came over the wire
 * @param lies answers that were found to be untrue
 * @param correctedBlocks blocks whose logs were taken from proved receipts in place of its answer
 * @param latencyMillis of its last answers; 0 where there were none in this run
 * @param blocksBehind how many blocks its head is older than the best head of all endpoints; 0 where that is not known
 * @param maxBlockSpan blocks that it answers for at once; null where no limit is known
 * @param maxBlockSpanLearned when
 * @param resting whether it is paused at this moment
 * @param lastError what went wrong last; empty where nothing did
 */
public record EndpointUsage(
        String name,
        long requests,
        long failures,
        long drops,
        long receivedBytes,
        long lies,
        long correctedBlocks,
        long latencyMillis,
        long blocksBehind,
        @Nullable Long maxBlockSpan,
        @Nullable Instant maxBlockSpanLearned,
        boolean resting,
        String lastError) {}
