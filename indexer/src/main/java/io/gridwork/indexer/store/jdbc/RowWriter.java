package io.gridwork.indexer.store.jdbc;

import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes event rows, one prepared statement for each table, as JDBC batches. */
final class RowWriter implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> inserts = new HashMap<>();

    RowWriter(Connection connection) {
        this.connection = connection;
    }

    void write(List<EventRow> rows) throws SQLException {
        Map<String, PreparedStatement> filled = new LinkedHashMap<>();
        for (EventRow row : rows) {
            PreparedStatement insert = insertInto(row.table());
            bind(insert, row);
            insert.addBatch();
            filled.put(row.table().name(), insert);
        }
        for (PreparedStatement insert : filled.values()) {
            insert.executeBatch();
        }
    }

    private PreparedStatement insertInto(EventTable table) throws SQLException {
        PreparedStatement known = inserts.get(table.name());
        if (known != null) return known;
        PreparedStatement insert = connection.prepareStatement(EventTableDdl.insert(table));
        inserts.put(table.name(), insert);
        return insert;
    }

    private static void bind(PreparedStatement insert, EventRow row) throws SQLException {
        int at = 0;
        for (Object value : row.values()) {
            insert.setObject(++at, value);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement insert : inserts.values()) {
            insert.close();
        }
    }
}
