package io.gridwork.indexer.event;

import io.gridwork.abi.LogEntry;

/**
 * A log kept as the chain holds it. One that comes from a file has no block hash, {@code Hash32.ZERO}: it is of the block that the
 * file has of its number.
 *
 * @param blockTimestamp seconds since 1970
 */
public record KeptLog(LogEntry log, long blockTimestamp) {}
