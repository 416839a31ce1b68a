package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.event.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A database file of ours: told from others, created, and brought to this version. */
final class DatabaseFile {
    /** "GWIX" in the file's header, by which {@code file(1)} and this class know it. */
    static final int APPLICATION_ID = 0x47574958;

    /** Number of the newest script in {@code migration/}. */
    static final int VERSION = 5;

    private static final String HISTORY = "_schema_history";

    private DatabaseFile() {}

    /**
     * Looks at a file without changing it.
     *
     * @return the chain that the file mirrors; null where there is no file, or nothing in it yet
     * @throws Refusal when the file is not ours, or of a newer version
     */
    static @Nullable ChainIdentity chain(Path file) {
        if (Files.notExists(file)) return null;
        if (!Files.isRegularFile(file)) throw new Refusal(file + " is not a file; give another --db");
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            if (number(sql, "PRAGMA application_id") != APPLICATION_ID) {
                if (number(sql, "SELECT count(*) FROM sqlite_master") == 0) return null;
                throw new Refusal(file + " is a database of another program; give another --db");
            }
            if (number(sql, "SELECT count(*) FROM sqlite_master WHERE name = '" + HISTORY + "'") == 0) return null;
            long version = number(sql, "SELECT max(CAST(version AS INTEGER)) FROM " + HISTORY);
            if (version > VERSION) {
                throw new Refusal(file + " has schema version " + version + ", and this program knows versions up to "
                        + VERSION + "; use a newer Gridwork, or another --db");
            }
            if (version == 0) return null;
            String chainId = meta(sql, "chainId");
            String genesis = meta(sql, "genesisHash");
            return chainId == null
                    ? null
                    : new ChainIdentity(Long.parseLong(chainId), genesis == null ? null : Hash32.parse(genesis));
        } catch (SQLException e) {
            throw new Refusal(
                    "cannot read " + file + " as a SQLite database (" + e.getMessage() + "); give another --db", e);
        }
    }

    static void requireFit(Path file, ChainIdentity known, ChainIdentity chain) {
        if (known.fits(chain)) return;
        throw new Refusal(file + " mirrors " + known + ", and the node is of " + chain
                + "; give the --rpc of the file's chain, or another --db");
    }

    /**
     * For a reader, which cannot bring a file to this version.
     *
     * @throws Refusal when the file is not ours, of another chain, or of another version
     */
    static void requireCurrent(Path file, ChainIdentity chain) {
        ChainIdentity known = chain(file);
        if (known == null) {
            throw new Refusal("there is nothing of a chain in " + file + "; give the --db that gridwork index wrote");
        }
        requireFit(file, known, chain);
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            long version = number(sql, "SELECT max(CAST(version AS INTEGER)) FROM " + HISTORY);
            if (version < VERSION) {
                throw new Refusal(
                        file + " has schema version " + version + ", and this program reads version " + VERSION
                                + "; run gridwork index on it, or gridwork verify --repair: both bring it to this version");
            }
        } catch (SQLException e) {
            throw SqliteFailure.of(file, "read", e);
        }
    }

    private static @Nullable String meta(Statement sql, String name) throws SQLException {
        try (ResultSet row = sql.executeQuery("SELECT value FROM _meta WHERE name = '" + name + "'")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Creates the file or brings it to this version. The caller holds the {@link WriterLock}. */
    static Connection open(Path file) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource(Pragmas.writer());
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            if (number(sql, "PRAGMA application_id") != APPLICATION_ID) {
                sql.execute("PRAGMA application_id = " + APPLICATION_ID);
            }
        }
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:io/gridwork/indexer/migration")
                .table(HISTORY)
                .load()
                .migrate();
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Refuses a folder that does not exist, before anything is asked of a node. */
    static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Refusal("the folder of --db " + file + " does not exist; create " + folder + " first");
        }
    }
}
