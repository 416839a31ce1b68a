package io.gridwork.indexer.query;

import io.gridwork.indexer.event.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** Opens a file for reading alone, with our functions in it. A reader neither waits for the indexer nor makes it wait. */
public final class ReadOnlyDatabase {
    private ReadOnlyDatabase() {}

    /** @throws Refusal when there is no such file or it is no SQLite database */
    @SuppressWarnings("MissingSummary")
    public static Connection open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("there is no database " + file + "; give the --db that gridwork index wrote");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try (Statement sql = connection.createStatement()) {
                sql.execute("SELECT count(*) FROM sqlite_master");
                sql.execute("PRAGMA query_only = 1");
            }
            DecimalFunctions.register(connection);
            return connection;
        } catch (SQLException e) {
            throw new Refusal("cannot read " + file + " as a SQLite database: " + e.getMessage(), e);
        }
    }
}
