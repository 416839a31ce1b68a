package io.gridwork.indexer.query;

import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteException;
import tools.jackson.core.exc.JacksonIOException;

/** One SQL query, read-only, inside a limit of time and of rows. */
public record Query(String sql, Duration timeLimit, long rowLimit) {
    /** What holds a semicolon that ends nothing: text, names in quotes, comments. */
    private static final Pattern NO_END =
            Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|\\[[^]]*]|--[^\\n]*|/\\*.*?(\\*/|$)", Pattern.DOTALL);

    /** Steps of SQLite's virtual machine between two looks at the clock: some tens of microseconds. */
    private static final int STEPS = 10_000;

    /**
     * What became of it.
     *
     * @param truncated there were more rows than the limit
     */
    public record Outcome(long rows, boolean truncated) {}

    /**
     * Runs the query and writes its rows.
     *
     * @throws Refusal when it is no query, or several, or writes, or takes longer than the limit
     * @throws UncheckedIOException when {@code out} takes no more
     */
    public Outcome run(Path file, ResultFormat format, Writer out) {
        requireOneStatement();
        try (Connection connection = ReadOnlyDatabase.open(file)) {
            long deadline = System.nanoTime() + timeLimit.toNanos();
            ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return System.nanoTime() > deadline ? 1 : 0;
                }
            });
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return write(rows, format.to(out));
            } catch (SQLException e) {
                throw refused(e, System.nanoTime() > deadline);
            } finally {
                ProgressHandler.clearHandler(connection);
            }
        } catch (SQLException e) {
            throw new Refusal("cannot close " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getOriginalMessage(), e.getCause());
        }
    }

    /** The driver would run the first of several and say nothing of the others. */
    private void requireOneStatement() {
        if (sql.stripLeading().startsWith(".")) {
            throw new Refusal("\"" + sql.strip()
                    + "\" is a command of the sqlite3 shell; here gridwork schema --db FILE lists tables and columns");
        }
        String code = NO_END.matcher(sql).replaceAll(" ").strip();
        if (code.replace(";", "").isBlank()) throw new Refusal("the query is empty; give a SELECT");
        if (code.replaceFirst("[;\\s]+$", "").contains(";")) {
            throw new Refusal("these are several statements; give one at a time");
        }
    }

    private Outcome write(ResultSet rows, ResultFormat.Output output) throws SQLException, IOException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
        }
        output.start(names);
        long count = 0;
        boolean more = rows.next();
        for (; more && count < rowLimit; more = rows.next()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                values.add(rows.getObject(i));
            }
            output.row(values);
            count++;
        }
        output.end();
        return new Outcome(count, more);
    }

    private Refusal refused(SQLException e, boolean late) {
        if (late) {
            return new Refusal(
                    "the query took longer than " + timeLimit.toSeconds()
                            + " s and was stopped; narrow it, or raise --timeout",
                    e);
        }
        boolean damaged = e instanceof SQLiteException sqlite
                && sqlite.getResultCode().name().startsWith("SQLITE_CORRUPT");
        String reason = ReadOnlyDatabase.reason(e);
        if (damaged) {
            reason += ". The file is damaged: put a backup in its place, or index anew into another --db";
        } else if (reason.startsWith("no such ")) {
            reason += ". Tables and columns: gridwork schema --db FILE";
        } else if (reason.contains("readonly") || reason.contains("not return ResultSet")) {
            reason += ". Here it can only be read; write with other tools, into another file";
        }
        return new Refusal("the query failed: " + reason, e);
    }
}
