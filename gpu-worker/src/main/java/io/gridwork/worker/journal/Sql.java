package io.gridwork.worker.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One SQLite file and the few calls that the journal makes on it. */
final class Sql implements AutoCloseable {
    private final Path file;
    private final Connection connection;

    Sql(Path file) {
        this.file = file;
        try {
            connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
            script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000");
        } catch (SQLException e) {
            throw failed("open", e);
        }
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(Row<T> row, String sql, @Nullable Object... values) {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    /** Rows of a name and a number. */
    Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new LinkedHashMap<>();
        query(row -> counts.put(row.getString(1), row.getLong(2)), sql);
        return counts;
    }

    /** Runs one statement and answers how many rows it changed. */
    int update(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed("write", e);
        }
    }

    /** All that {@code work} writes, or nothing of it. */
    void together(Runnable work) {
        boolean done = false;
        script("BEGIN IMMEDIATE");
        try {
            work.run();
            script("COMMIT");
            done = true;
        } finally {
            if (!done) script("ROLLBACK");
        }
    }

    void script(String statements) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements.replaceAll("--[^\n]*", "").split(";", -1)) {
                if (!sql.isBlank()) statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failed("write", e);
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private JournalException failed(String verb, SQLException e) {
        return new JournalException(
                "cannot " + verb + " the journal " + file + ": " + e.getMessage()
                        + "; check the disk's space and the file's permissions, and do not delete it: it holds the worker's secret",
                e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("close", e);
        }
    }
}
