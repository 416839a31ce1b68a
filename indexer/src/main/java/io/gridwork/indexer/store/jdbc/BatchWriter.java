package io.gridwork.indexer.store.jdbc;

import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.jdbc.SystemTables.EventSourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What one transaction writes: rows, quarantine, kept logs, blocks and coverage. */
final class BatchWriter implements AutoCloseable {
    private final Connection connection;
    private final SystemTables system;
    private final RawLogs raw;
    private final List<String> tables;
    private final RowWriter rows;
    private final Quarantine quarantine;

    /** @param tables all event tables of the file */
    BatchWriter(Connection connection, SystemTables system, RawLogs raw, Collection<EventTable> tables)
            throws SQLException {
        this.connection = connection;
        this.system = system;
        this.raw = raw;
        this.tables = tables.stream().map(EventTable::name).toList();
        rows = new RowWriter(connection);
        quarantine = new Quarantine(connection, tables);
    }

    /** @param changed coverage that the batch adds to, as it is then */
    void write(Batch batch, Map<EventSourceKey, Coverage> changed) throws SQLException {
        if (batch.ancestor() != null) revert(batch.ancestor());
        rows.write(batch.rows());
        if (quarantine.holdsAny(batch.range().from(), batch.range().to())) quarantine.release(batch.rows());
        quarantine.add(batch.quarantined(), batch.rows());
        raw.keep(batch.kept());
        system.addBlocks(batch.blocks());
        system.putCoverage(changed);
    }

    private void revert(long ancestor) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            for (String table : tables) {
                sql.execute("DELETE FROM " + table + " WHERE block_number > " + ancestor);
            }
            sql.execute("DELETE FROM _quarantine WHERE block_number > " + ancestor);
        }
        raw.deleteAbove(ancestor);
        system.dropBlocksAbove(ancestor);
    }

    @Override
    public void close() throws SQLException {
        quarantine.close();
        rows.close();
    }
}
