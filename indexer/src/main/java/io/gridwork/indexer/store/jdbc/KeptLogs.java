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

/** Logs kept as the chain holds them: those that could not be decoded, and all others on request. */
final class KeptLogs implements AutoCloseable {
    private final PreparedStatement quarantine;
    private final PreparedStatement release;
    private final PreparedStatement any;
    private final PreparedStatement raw;

    KeptLogs(Connection connection) throws SQLException {
        quarantine = connection.prepareStatement("INSERT OR REPLACE INTO _quarantine (block_number, log_index,"
                + " block_timestamp, tx_hash, tx_index, address, topic0, topics, data, reason)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        release = connection.prepareStatement("DELETE FROM _quarantine WHERE block_number = ? AND log_index = ?");
        any = connection.prepareStatement("SELECT 1 FROM _quarantine WHERE block_number BETWEEN ? AND ? LIMIT 1");
        raw = connection.prepareStatement("INSERT OR REPLACE INTO _raw_log (block_number, log_index, block_timestamp,"
                + " tx_hash, tx_index, address, topics, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    }

    void quarantine(List<QuarantinedLog> logs) throws SQLException {
        if (logs.isEmpty()) return;
        for (QuarantinedLog each : logs) {
            LogEntry log = each.log();
            quarantine.setLong(1, log.blockNumber());
            quarantine.setInt(2, log.logIndex());
            quarantine.setLong(3, each.blockTimestamp());
            quarantine.setString(4, log.txHash().hex());
            quarantine.setInt(5, log.txIndex());
            quarantine.setString(6, log.address().hex());
            quarantine.setString(
                    7, log.topics().isEmpty() ? "" : log.topics().getFirst().hex());
            quarantine.setBytes(8, topics(log));
            quarantine.setBytes(9, log.data().toArray());
            quarantine.setString(10, each.reason());
            quarantine.addBatch();
        }
        quarantine.executeBatch();
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

    void keep(List<EventRow> rows) throws SQLException {
        for (EventRow row : rows) {
            LogEntry log = row.log();
            raw.setLong(1, log.blockNumber());
            raw.setInt(2, log.logIndex());
            raw.setLong(3, row.blockTimestamp());
            raw.setBytes(4, log.txHash().toArray());
            raw.setInt(5, log.txIndex());
            raw.setBytes(6, log.address().toArray());
            raw.setBytes(7, topics(log));
            raw.setBytes(8, log.data().toArray());
            raw.addBatch();
        }
        if (!rows.isEmpty()) raw.executeBatch();
    }

    private static byte[] topics(LogEntry log) {
        ByteBuffer joined = ByteBuffer.allocate(log.topics().size() * Hash32.BYTES);
        log.topics().forEach(topic -> joined.put(topic.toArray()));
        return joined.array();
    }

    @Override
    public void close() throws SQLException {
        quarantine.close();
        release.close();
        any.close();
        raw.close();
    }
}
