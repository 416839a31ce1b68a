package io.gridwork.indexer.event;

import io.gridwork.abi.LogEntry;
import java.util.List;

/**
 * A decoded log on its way to its table.
 *
 * @param blockTimestamp seconds since 1970
 * @param values in the order of the table's columns: {@link Long} where the column is an INTEGER, else {@link String}
 */
public record EventRow(EventTable table, LogEntry log, long blockTimestamp, List<Object> values) {}
