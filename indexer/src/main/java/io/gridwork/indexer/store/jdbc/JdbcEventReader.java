package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.ReadOnlyDatabase;
import io.gridwork.indexer.store.EventReader;
import io.gridwork.indexer.store.RawPart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.exception.DataAccessException;

/** What one SQLite file holds. Opened by itself it reads one snapshot and needs no lock, so that an indexer can write meanwhile. */
public sealed class JdbcEventReader implements EventReader permits JdbcEventStore {
    final Path file;
    final Connection connection;
    final SystemTables system;
    final StoredCoverage coverage;
    final StoredEventSources eventSources;
    final RawLogs raw;
    final StoredRows stored;
    final Map<String, EventTable> allTables;
    final Map<AddressParameter, FactoryChildren> children = new HashMap<>();

    /**
     * Opens the file for reading. What is read until {@link #close} is the state of this moment, also while another process writes.
     *
     * @throws Refusal when there is no such file, or it does not fit the chain or this version
     */
    public static JdbcEventReader open(Path file, ChainIdentity chain) {
        DatabaseFile.requireCurrent(file, chain);
        Connection connection = ReadOnlyDatabase.open(file);
        boolean opened = false;
        try {
            connection.setAutoCommit(false);
            JdbcEventReader reader = new JdbcEventReader(file, connection);
            opened = true;
            return reader;
        } catch (SQLException | DataAccessException e) {
            throw SqliteFailure.of(file, "read", e);
        } finally {
            if (!opened) closeQuietly(connection);
        }
    }

    JdbcEventReader(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        system = new SystemTables(connection);
        allTables = new Dictionary(file, connection).eventTables();
        coverage = new StoredCoverage(system.coverage(), allTables);
        eventSources = new StoredEventSources(file, connection, allTables);
        raw = new RawLogs(connection);
        stored = new StoredRows(connection, raw, this::children);
    }

    /** After a failure, which is the one to show. */
    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(JdbcEventReader.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
        }
    }

    /** Names of all event tables of the file, those of earlier configurations too. */
    public Set<String> tables() {
        return allTables.keySet();
    }

    @Override
    public List<Block> window() {
        return system.window();
    }

    @Override
    public BlockRanges coverage(EventSource eventSource) {
        return coverage.of(eventSource).blocks();
    }

    @Override
    public Coverage recallable(EventSource eventSource) {
        return coverage.recallable(eventSource);
    }

    @Override
    public RawPart raw(Set<Hash32> topics0, BlockRange range) {
        try {
            return raw.part(topics0, range);
        } catch (SQLException e) {
            throw SqliteFailure.of(file, "read", e);
        }
    }

    @Override
    public FactoryChildren children(AddressParameter parameter) {
        FactoryChildren known = children.get(parameter);
        if (known == null) {
            try {
                known = FactoryChildQuery.read(connection, parameter);
            } catch (SQLException e) {
                throw SqliteFailure.of(file, "read", e);
            }
            children.put(parameter, known);
        }
        return known;
    }

    @Override
    public List<EventRow> rows(Set<EventSource> eventSources, BlockRange range) {
        try {
            return stored.read(eventSources, range);
        } catch (SQLException e) {
            throw SqliteFailure.of(file, "read", e);
        }
    }

    /**
     * The event sources that the file covers, read from the file itself.
     *
     * @throws Refusal when an earlier version wrote it and left out who emits the rows of a table
     */
    public Set<EventSource> eventSources() {
        try {
            return eventSources.read();
        } catch (DataAccessException e) {
            throw SqliteFailure.of(file, "read", e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw SqliteFailure.of(file, "close", e);
        }
    }
}
