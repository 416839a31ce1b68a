package io.gridwork.indexer.bench;

import io.gridwork.indexer.store.jdbc.Pragmas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What SQLite itself takes: the rows of an indexed file written into an empty one by one thread, as JDBC batches of values
 * that are there already. Same tables, same settings, nothing fetched, decoded or checked.
 */
public final class InsertCeiling {
    private static final int ROWS_IN_TRANSACTION = 10_000;

    private final Connection from;
    private final Connection to;
    private long nanos;
    private long rows;

    private InsertCeiling(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    /** Rows a second. {@code scratch} is replaced, and removed at the end. */
    public static double rowsPerSecond(Path indexed, Path scratch) throws IOException, SQLException {
        remove(scratch);
        try {
            InsertCeiling ceiling;
            long closing;
            try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + indexed);
                    Connection to = Pragmas.writer().createConnection("jdbc:sqlite:" + scratch)) {
                to.setAutoCommit(false);
                ceiling = new InsertCeiling(from, to);
                for (String table : tables(from)) ceiling.copy(table);
                closing = System.nanoTime();
            }
            return 1e9 * ceiling.rows / (ceiling.nanos + System.nanoTime() - closing);
        } finally {
            remove(scratch);
        }
    }

    /** Removes a database with the files beside it. */
    public static void remove(Path database) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
            Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
        }
    }

    private static List<String> tables(Connection from) throws SQLException {
        return strings(from, "SELECT name FROM _table WHERE kind = 'event' ORDER BY name");
    }

    private static List<String> strings(Connection from, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement sql = from.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            while (row.next()) found.add(row.getString(1));
        }
        return found;
    }

    private void copy(String table) throws SQLException {
        try (Statement create = to.createStatement()) {
            create.execute(strings(from, "SELECT sql FROM sqlite_master WHERE name = '" + table + "'")
                    .getFirst());
            to.commit();
        }
        List<String> columns = strings(from, "SELECT name FROM pragma_table_info('" + table + "')");
        String names = String.join(", ", columns);
        String insert = "INSERT INTO " + table + " (" + names + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (Statement select = from.createStatement();
                ResultSet source = select.executeQuery(
                        "SELECT " + names + " FROM " + table + " ORDER BY block_number, log_index");
                PreparedStatement target = to.prepareStatement(insert)) {
            List<Object[]> part = read(source, columns.size());
            while (!part.isEmpty()) {
                write(target, part);
                part = read(source, columns.size());
            }
        }
    }

    private static List<Object[]> read(ResultSet source, int columns) throws SQLException {
        List<Object[]> part = new ArrayList<>();
        while (part.size() < ROWS_IN_TRANSACTION && source.next()) {
            Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) row[i] = source.getObject(i + 1);
            part.add(row);
        }
        return part;
    }

    private void write(PreparedStatement target, List<Object[]> part) throws SQLException {
        long start = System.nanoTime();
        for (Object[] row : part) {
            for (int i = 0; i < row.length; i++) target.setObject(i + 1, row[i]);
            target.addBatch();
        }
        target.executeBatch();
        to.commit();
        nanos += System.nanoTime() - start;
        rows += part.size();
    }
}
