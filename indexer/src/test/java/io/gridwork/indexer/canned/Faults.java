package io.gridwork.indexer.canned;

/**
 * How a canned node misbehaves.
 *
 * @param failing share of requests that end in a 429, a 503, a broken-off or an unreadable answer
 * @param maxSpan blocks that one eth_getLogs may span
 * @param maxLogs logs that one eth_getLogs may answer
 * @param reorgEvery after so many requests the newest blocks are replaced; 0: never
 * @param byHash whether eth_getLogs knows blockHash
 */
public record Faults(double failing, long maxSpan, int maxLogs, int reorgEvery, boolean byHash) {
    public static final Faults NONE = new Faults(0, Long.MAX_VALUE, Integer.MAX_VALUE, 0, true);
}
