package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.event.QuarantinedLog;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Logs that cannot be decoded, and logs whose row lacks a part of them. The content does not depend on the order in which contracts
 * are indexed.
 */
final class Quarantine implements AutoCloseable {
    private final Connection connection;
    private final Collection<EventTable> tables;
    /** Looking for the row at a place, in each table whose logs have this first topic. */
    private final Map<String, List<PreparedStatement>> explained = new HashMap<>();

    private final PreparedStatement add;
    private final PreparedStatement release;
    private final PreparedStatement any;

    /** @param tables the event tables of the file */
    Quarantine(Connection connection, Collection<EventTable> tables) throws SQLException {
        this.connection = connection;
        this.tables = tables;
        add = connection.prepareStatement("INSERT INTO _quarantine (block_number, log_index,"
                + " block_timestamp, tx_hash, tx_index, address, topic0, topics, data, reason)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET reason = min(reason, excluded.reason)");
        release = connection.prepareStatement("DELETE FROM _quarantine WHERE block_number = ? AND log_index = ?");
        any = connection.prepareStatement("SELECT 1 FROM _quarantine WHERE block_number BETWEEN ? AND ? LIMIT 1");
    }

    /** @param rows of the same batch, written already: a log that has one of these is here for what the row lacks */
    void add(List<QuarantinedLog> logs, List<EventRow> rows) throws SQLException {
        if (logs.isEmpty()) return;
        Set<FactoryChildren.Place> lacking = rows.stream().map(EventRow::place).collect(Collectors.toSet());
        for (QuarantinedLog each : logs) {
            LogEntry log = each.log();
            if (!lacking.contains(FactoryChildren.Place.of(log)) && isExplained(log)) continue;
            add.setLong(1, log.blockNumber());
            add.setInt(2, log.logIndex());
            add.setLong(3, each.blockTimestamp());
            add.setString(4, log.txHash().hex());
            add.setInt(5, log.txIndex());
            add.setString(6, log.address().hex());
            add.setString(7, topic0(log));
            add.setBytes(8, topics(log));
            add.setBytes(9, log.data().toArray());
            add.setString(10, each.reason());
            add.addBatch();
        }
        add.executeBatch();
    }

    /** By a table of whatever contract, of an earlier configuration too. */
    private boolean isExplained(LogEntry log) throws SQLException {
        for (PreparedStatement row : lookUps(topic0(log))) {
            row.setLong(1, log.blockNumber());
            row.setInt(2, log.logIndex());
            try (ResultSet found = row.executeQuery()) {
                if (found.next()) return true;
            }
        }
        return false;
    }

    private List<PreparedStatement> lookUps(String topic0) throws SQLException {
        List<PreparedStatement> known = explained.get(topic0);
        if (known != null) return known;
        List<PreparedStatement> made = new ArrayList<>();
        for (EventTable table : tables) {
            if (!table.schema().anonymous() && !table.schema().topic0().hex().equals(topic0)) continue;
            made.add(connection.prepareStatement(
                    "SELECT 1 FROM " + table.name() + " WHERE block_number = ? AND log_index = ?"));
        }
        explained.put(topic0, made);
        return made;
    }

    private static String topic0(LogEntry log) {
        return log.topics().isEmpty() ? "" : log.topics().getFirst().hex();
    }

    /** Removes logs that a later definition can decode. */
    void release(List<EventRow> rows) throws SQLException {
        if (rows.isEmpty()) return;
        for (EventRow row : rows) {
            release.setLong(1, row.block());
            release.setInt(2, row.logIndex());
            release.addBatch();
        }
        release.executeBatch();
    }

    /** Whether anything is in quarantine in these blocks. */
    boolean holdsAny(long from, long to) throws SQLException {
        any.setLong(1, from);
        any.setLong(2, to);
        try (ResultSet row = any.executeQuery()) {
            return row.next();
        }
    }

    private static byte[] topics(LogEntry log) {
        ByteBuffer joined = ByteBuffer.allocate(log.topics().size() * Hash32.BYTES);
        log.topics().forEach(topic -> joined.put(topic.toArray()));
        return joined.array();
    }

    @Override
    public void close() throws SQLException {
        for (List<PreparedStatement> each : explained.values()) {
            for (PreparedStatement row : each) row.close();
        }
        add.close();
        release.close();
        any.close();
    }
}
