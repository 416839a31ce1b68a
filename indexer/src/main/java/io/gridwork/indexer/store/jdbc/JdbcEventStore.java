package io.gridwork.indexer.store.jdbc;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.View;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.EventStore;
import io.gridwork.indexer.store.jdbc.SystemTables.EventSourceKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Event rows in one SQLite file, in WAL mode: any number of readers see the state between two batches while one writer
 * writes.
 */
public final class JdbcEventStore extends JdbcEventReader implements EventStore {
    private final WriterLock lock;
    private final Checkpoints checkpoints;
    private final BatchWriter writer;
    private boolean broken;

    /**
     * Looks at a file and changes nothing.
     *
     * @return the chain that the file mirrors; null where there is no file, or nothing in it yet
     * @throws Refusal when the file is not ours, of a newer version, or in a folder that does not exist
     */
    public static @Nullable ChainIdentity chain(Path file) {
        DatabaseFile.requireFolder(file);
        return DatabaseFile.chain(file);
    }

    /**
     * Opens the file for writing, creates what is missing in it, and holds it until {@link #close}.
     *
     * @throws Refusal when another process writes to the file, or it does not fit the chain, the tables or this version.
     *     It is unchanged then
     */
    public static JdbcEventStore open(Path file, ChainIdentity chain, List<EventTable> tables, List<View> views) {
        WriterLock lock = WriterLock.take(file);
        boolean opened = false;
        try {
            ChainIdentity known = chain(file);
            if (known != null) DatabaseFile.requireFit(file, known, chain);
            Connection connection = prepared(file, chain, tables, views);
            try {
                JdbcEventStore store = new JdbcEventStore(file, lock, connection);
                opened = true;
                return store;
            } finally {
                if (!opened) closeQuietly(connection);
            }
        } catch (SQLException | DataAccessException | FlywayException e) {
            throw SqliteFailure.of(file, "open", e);
        } finally {
            if (!opened) lock.close();
        }
    }

    private static Connection prepared(Path file, ChainIdentity chain, List<EventTable> tables, List<View> views)
            throws SQLException {
        Connection connection = DatabaseFile.open(file);
        boolean ready = false;
        try {
            SystemTables system = new SystemTables(connection);
            system.putMeta("chainId", Long.toString(chain.chainId()));
            if (chain.genesisHash() != null)
                system.putMeta("genesisHash", chain.genesisHash().hex());
            Dictionary dictionary = new Dictionary(file, connection);
            dictionary.ensure(tables);
            if (!views.isEmpty()) dictionary.replaceViews(views);
            connection.commit();
            ready = true;
            return connection;
        } finally {
            if (!ready) closeQuietly(connection);
        }
    }

    private JdbcEventStore(Path file, WriterLock lock, Connection connection) throws SQLException {
        super(file, connection);
        this.lock = lock;
        writer = new BatchWriter(connection, system, raw, allTables.values());
        checkpoints = new Checkpoints(file);
    }

    @Override
    public void replace(Batch batch) {
        rollback();
        boolean deleted = false;
        try {
            stored.delete(batch.eventSources(), batch.range());
            deleted = true;
        } catch (SQLException e) {
            throw SqliteFailure.of(file, "write to", e);
        } finally {
            if (!deleted) {
                broken = true;
                rollback();
            }
        }
        children.clear();
        add(batch);
    }

    /** Writes the properties of these event sources into the file, for a later audit. Between two batches only. */
    public void describe(Collection<EventSource> wanted) {
        rollback();
        try {
            eventSources.describe(wanted);
            connection.commit();
        } catch (SQLException | DataAccessException e) {
            throw SqliteFailure.of(file, "write to", e);
        }
    }

    @Override
    public void write(Batch batch) {
        rollback();
        add(batch);
    }

    private void add(Batch batch) {
        if (broken) throw new IllegalStateException("a write to " + file + " has failed: open it anew");
        Map<EventSourceKey, Coverage> changed = coverage.after(batch);
        boolean committed = false;
        try {
            writer.write(batch, changed);
            connection.commit();
            committed = true;
        } catch (SQLException | DataAccessException e) {
            throw SqliteFailure.of(file, "write to", e);
        } finally {
            if (!committed) {
                // After some errors, a full disk among them, SQLite has ended the transaction, unknown to the driver:
                // further statements would each be committed alone.
                broken = true;
                rollback();
            }
        }
        checkpoints.after(batch.rows().size() + batch.kept().size());
        coverage.change(changed);
        children.forEach((parameter, known) -> {
            if (batch.ancestor() != null) known.dropAbove(batch.ancestor());
            batch.rows().forEach(row -> known.add(parameter, row));
        });
    }

    /** What earlier runs learned about endpoints. */
    public List<EndpointUsage> endpoints() {
        return system.usages();
    }

    /** Keeps what is known of endpoints now. Between two batches only. */
    public void recordEndpoints(List<EndpointUsage> usages) {
        rollback();
        try {
            usages.forEach(system::putUsage);
            connection.commit();
        } catch (SQLException | DataAccessException e) {
            throw SqliteFailure.of(file, "write to", e);
        }
    }

    /** Ends what was read or tried: SQLite refuses to write on top of a state that another program has changed since it was read. */
    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // SQLite drops the transaction when the connection closes; the first error is the one to show.
            System.getLogger(JdbcEventStore.class.getName()).log(System.Logger.Level.DEBUG, "rollback", e);
        }
    }

    @Override
    public void close() {
        try (lock;
                connection;
                checkpoints;
                writer) {
            rollback();
        } catch (SQLException e) {
            throw SqliteFailure.of(file, "close", e);
        }
    }
}
