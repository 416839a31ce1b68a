package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
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
    private Hash32 lastTx = Hash32.ZERO;
    private String lastTxHex = lastTx.hex();
    private Address lastAddress = Address.ZERO;
    private String lastAddressHex = lastAddress.hex();

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

    private void bind(PreparedStatement insert, EventRow row) throws SQLException {
        LogEntry log = row.log();
        insert.setLong(1, log.blockNumber());
        insert.setInt(2, log.logIndex());
        insert.setLong(3, row.blockTimestamp());
        insert.setString(4, hex(log.txHash()));
        insert.setInt(5, log.txIndex());
        insert.setString(6, hex(log.address()));
        int at = EventTable.FIXED_COLUMNS.size();
        for (Object value : row.values()) {
            insert.setObject(++at, value);
        }
    }

    /** A transaction's logs come together, so that the last text is mostly the next one too. */
    private String hex(Hash32 hash) {
        if (!hash.equals(lastTx)) {
            lastTx = hash;
            lastTxHex = hash.hex();
        }
        return lastTxHex;
    }

    private String hex(Address address) {
        if (!address.equals(lastAddress)) {
            lastAddress = address;
            lastAddressHex = address.hex();
        }
        return lastAddressHex;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement insert : inserts.values()) {
            insert.close();
        }
    }
}
