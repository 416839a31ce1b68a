package io.gridwork.indexer.event;

import io.gridwork.abi.LogEntry;

/** A log that its event's definition does not fit, kept whole with the reason. */
public record QuarantinedLog(LogEntry log, long blockTimestamp, String reason) {}
