package io.gridwork.indexer.store.jdbc;

import io.gridwork.indexer.event.EventTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A feed as a file tells of it.
 *
 * @param emitter an address, {@code *}, or the table and parameter that name the emitters
 */
public record StoredFeed(EventTable table, String emitter) {
    static Set<StoredFeed> read(Connection connection) throws SQLException {
        Set<StoredFeed> feeds = new LinkedHashSet<>();
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(
                        "SELECT DISTINCT name, contract, definition, address"
                                + " FROM _coverage JOIN _table ON name = table_name WHERE kind = 'event' ORDER BY name, address")) {
            while (row.next()) {
                feeds.add(new StoredFeed(
                        EventTable.declared(row.getString(1), row.getString(2), row.getString(3)), row.getString(4)));
            }
        }
        return feeds;
    }
}
