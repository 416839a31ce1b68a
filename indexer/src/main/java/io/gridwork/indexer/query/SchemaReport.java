package io.gridwork.indexer.query;

import io.gridwork.indexer.event.Refusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file holds: its views and event tables, with the meaning and unit of every column. */
public record SchemaReport(long chainId, List<Relation> relations) {
    /** {@code kind}: view or event; {@code definition}: the event as Solidity declares it, or the view's query. */
    public record Relation(String name, String kind, String meaning, String definition, List<Field> columns) {}

    /** {@code type}: as SQLite keeps it, empty for a view's; {@code abiType}: as Solidity has it. */
    public record Field(
            String name,
            String type,
            @Nullable String abiType,
            @Nullable String unit,
            String meaning) {}

    public static SchemaReport of(Path file) {
        try (Connection connection = ReadOnlyDatabase.open(file)) {
            connection.setAutoCommit(false);
            return read(connection);
        } catch (SQLException e) {
            throw new Refusal(file + " is not a database of gridwork index (" + ReadOnlyDatabase.reason(e) + ")", e);
        }
    }

    private static SchemaReport read(Connection connection) throws SQLException {
        long chainId = 0;
        List<Relation> relations = new ArrayList<>();
        try (Statement sql = connection.createStatement()) {
            try (ResultSet row = sql.executeQuery("SELECT CAST(value AS INTEGER) FROM _meta WHERE name = 'chainId'")) {
                if (row.next()) chainId = row.getLong(1);
            }
            try (ResultSet row =
                    sql.executeQuery("SELECT name, kind, meaning, definition FROM _table ORDER BY kind DESC, name")) {
                while (row.next()) {
                    relations.add(new Relation(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            columns(connection, row.getString(1))));
                }
            }
        }
        return new SchemaReport(chainId, relations);
    }

    private static List<Field> columns(Connection connection, String table) throws SQLException {
        List<Field> columns = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT name, sql_type, abi_type, unit, meaning FROM _column WHERE table_name = ? ORDER BY position")) {
            sql.setString(1, table);
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    columns.add(new Field(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
        }
        return columns;
    }
}
