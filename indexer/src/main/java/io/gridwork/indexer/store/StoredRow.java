package io.gridwork.indexer.store;

import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventTable;
import java.util.ArrayList;
import java.util.List;

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
        List<Object> values = new ArrayList<>(List.of(
                row.log().blockNumber(),
                (long) row.log().logIndex(),
                row.blockTimestamp(),
                row.log().txHash().hex(),
                (long) row.log().txIndex(),
                row.log().address().hex()));
        values.addAll(row.values());
        return new StoredRow(row.table(), row.log().blockNumber(), row.log().logIndex(), values);
    }
}
