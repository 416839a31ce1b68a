package io.gridwork.indexer.query;

import io.gridwork.indexer.event.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens a file for reading alone, with our functions in it. A reader neither waits for the indexer nor makes it wait. */
public final class ReadOnlyDatabase {
    private static final Set<SQLiteErrorCode> NO_ROOM_BESIDE =
            Set.of(SQLiteErrorCode.SQLITE_CANTOPEN, SQLiteErrorCode.SQLITE_READONLY_DIRECTORY);

    private ReadOnlyDatabase() {}

    /** @throws Refusal when there is no such file or it is no SQLite database */
    @SuppressWarnings("MissingSummary")
    public static Connection open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("there is no database " + file + "; give the --db that gridwork index wrote");
        }
        try {
            return connect("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            if (isUnwritableButWhole(file, e)) return openImmutable(file);
            throw refused(file, e);
        }
    }

    /** In WAL mode even a reader makes a file beside the database, which a read-only disk does not let it. */
    private static boolean isUnwritableButWhole(Path file, SQLException e) {
        Path wal = file.resolveSibling(file.getFileName() + "-wal");
        return e instanceof SQLiteException sqlite
                && NO_ROOM_BESIDE.contains(sqlite.getResultCode())
                && Files.notExists(wal);
    }

    private static Connection openImmutable(Path file) {
        try {
            return connect("jdbc:sqlite:" + file.toUri() + "?immutable=1");
        } catch (SQLException e) {
            throw refused(file, e);
        }
    }

    /** What SQLite says, without the driver's words around it: {@code [CODE] What the code means (what SQLite says)}. */
    static String reason(SQLException e) {
        return String.valueOf(e.getMessage()).replaceFirst("(?s)^\\[SQLITE_\\w+] [^(]*\\((.*)\\)$", "$1");
    }

    private static Refusal refused(Path file, SQLException e) {
        return new Refusal("cannot read " + file + " as a SQLite database: " + reason(e), e);
    }

    private static Connection connect(String url) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        config.setPragma(
                SQLiteConfig.Pragma.LIMIT_ATTACHED, "0"); // VACUUM INTO would make its file before it is refused
        Connection connection = config.createConnection(url);
        boolean ready = false;
        try (Statement sql = connection.createStatement()) {
            sql.execute("SELECT count(*) FROM sqlite_master");
            sql.execute("PRAGMA query_only = 1");
            DecimalFunctions.register(connection);
            ready = true;
            return connection;
        } finally {
            if (!ready) connection.close();
        }
    }
}
