package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Address;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Mentions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads what the rows of a file name. */
final class MentionQuery {
    private MentionQuery() {}

    static Mentions read(Connection connection, AddressParameter parameter) throws SQLException {
        Mentions known = new Mentions();
        String column = parameter.table().columns().get(parameter.column()).name();
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT block_number, log_index, address, " + column + " FROM "
                        + parameter.table().name() + " ORDER BY block_number, log_index")) {
            while (row.next()) {
                Mentions.Place place = new Mentions.Place(row.getLong(1), row.getInt(2));
                Address by = Address.parse(row.getString(3));
                for (Address named : parameter.parse(row.getString(4))) {
                    known.add(new Mentions.Mention(by, named, place));
                }
            }
        }
        return known;
    }
}
