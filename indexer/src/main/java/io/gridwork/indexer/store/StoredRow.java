package io.gridwork.indexer.store;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.KeptLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row as it lies in its table.
 *
 * @param values of all columns in their order, the fixed ones first: {@link Long} where the column is an INTEGER, else
 *     {@link String}
 */
public record StoredRow(EventTable table, long block, int logIndex, List<Object> values) {
    public StoredRow {
        values = List.copyOf(values);
    }

    /** What would be written of it. */
    public static StoredRow of(EventRow row) {
        return of(row.table(), row.log(), row.blockTimestamp(), row.values());
    }

    /** A log as it is kept, in the table of a {@link io.gridwork.indexer.event.RawFeed}. */
    public static StoredRow of(EventTable table, KeptLog kept) {
        String topics = kept.log().topics().stream()
                .map(Hash32::hex)
                .map(hex -> hex.substring(2))
                .collect(Collectors.joining("", "0x", ""));
        return of(
                table,
                kept.log(),
                kept.blockTimestamp(),
                List.of(topics, kept.log().data().hex()));
    }

    private static StoredRow of(EventTable table, LogEntry log, long blockTimestamp, List<Object> parameters) {
        List<Object> values = new ArrayList<>(List.of(
                log.blockNumber(),
                (long) log.logIndex(),
                blockTimestamp,
                log.txHash().hex(),
                (long) log.txIndex(),
                log.address().hex()));
        values.addAll(parameters);
        return new StoredRow(table, log.blockNumber(), log.logIndex(), values);
    }
}
