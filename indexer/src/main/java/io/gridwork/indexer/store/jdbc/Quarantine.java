package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.QuarantinedLog;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Logs that could not be decoded. */
final class Quarantine implements AutoCloseable {
    private final PreparedStatement add;
    private final PreparedStatement release;
    private final PreparedStatement any;

    Quarantine(Connection connection) throws SQLException {
        add = connection.prepareStatement("INSERT OR REPLACE INTO _quarantine (block_number, log_index,"
                + " block_timestamp, tx_hash, tx_index, address, topic0, topics, data, reason)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        release = connection.prepareStatement("DELETE FROM _quarantine WHERE block_number = ? AND log_index = ?");
        any = connection.prepareStatement("SELECT 1 FROM _quarantine WHERE block_number BETWEEN ? AND ? LIMIT 1");
    }

    void add(List<QuarantinedLog> logs) throws SQLException {
        if (logs.isEmpty()) return;
        for (QuarantinedLog each : logs) {
            LogEntry log = each.log();
            add.setLong(1, log.blockNumber());
            add.setInt(2, log.logIndex());
            add.setLong(3, each.blockTimestamp());
            add.setString(4, log.txHash().hex());
            add.setInt(5, log.txIndex());
            add.setString(6, log.address().hex());
            add.setString(
                    7, log.topics().isEmpty() ? "" : log.topics().getFirst().hex());
            add.setBytes(8, topics(log));
            add.setBytes(9, log.data().toArray());
            add.setString(10, each.reason());
            add.addBatch();
        }
        add.executeBatch();
    }

    /** What a definition that came later explains is in quarantine no more. */
    void release(List<EventRow> rows) throws SQLException {
        if (rows.isEmpty()) return;
        for (EventRow row : rows) {
            release.setLong(1, row.log().blockNumber());
            release.setInt(2, row.log().logIndex());
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
        add.close();
        release.close();
        any.close();
    }
}
