package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Address;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.FactoryChildren;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the factory children that the rows of a file name. */
final class FactoryChildQuery {
    private FactoryChildQuery() {}

    static FactoryChildren read(Connection connection, AddressParameter parameter) throws SQLException {
        FactoryChildren known = new FactoryChildren();
        String column = parameter.table().columns().get(parameter.column()).name();
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT block_number, log_index, address, " + column + " FROM "
                        + parameter.table().name() + " ORDER BY block_number, log_index")) {
            while (row.next()) {
                FactoryChildren.Place place = new FactoryChildren.Place(row.getLong(1), row.getInt(2));
                Address by = Address.parse(row.getString(3));
                for (Address named : parameter.parse(row.getString(4))) {
                    known.add(new FactoryChildren.FactoryChild(by, named, place));
                }
            }
        }
        return known;
    }
}
