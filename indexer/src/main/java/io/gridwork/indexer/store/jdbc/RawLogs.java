package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.store.RawPart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Raw logs. The fields that the logs of a transaction share are stored once, and words without their leading or trailing zeros. */
final class RawLogs {
    /** Logs in a part, if its last block has no more. */
    private static final int PART = 10_000;

    private static final String SELECT =
            "SELECT log.block_number, log_index, log.tx_index, block_timestamp, hash, address, topic0, words"
                    + " FROM _raw_log AS log CROSS JOIN _raw_tx AS tx"
                    + " ON tx.block_number = log.block_number AND tx.tx_index = log.tx_index"
                    + " WHERE log.block_number BETWEEN ? AND ?";
    private static final String ORDER = " ORDER BY log.block_number, log_index";

    private final Connection connection;
    private final RawValues values;

    RawLogs(Connection connection) {
        this.connection = connection;
        values = new RawValues(connection);
    }

    void keep(List<KeptLog> logs) throws SQLException {
        if (logs.isEmpty()) return;
        try (PreparedStatement tx = connection.prepareStatement("INSERT OR REPLACE INTO _raw_tx"
                        + " (block_number, tx_index, block_timestamp, hash) VALUES (?, ?, ?, ?)");
                PreparedStatement raw = connection.prepareStatement("INSERT OR REPLACE INTO _raw_log"
                        + " (block_number, log_index, tx_index, address, topic0, words) VALUES (?, ?, ?, ?, ?, ?)")) {
            LogEntry before = null;
            for (KeptLog each : logs) {
                LogEntry log = each.log();
                if (before == null || !before.txHash().equals(log.txHash())) addTransaction(tx, each);
                addLog(raw, log);
                before = log;
            }
            tx.executeBatch();
            raw.executeBatch();
        }
    }

    private static void addTransaction(PreparedStatement tx, KeptLog kept) throws SQLException {
        tx.setLong(1, kept.log().blockNumber());
        tx.setInt(2, kept.log().txIndex());
        tx.setLong(3, kept.blockTimestamp());
        tx.setBytes(4, kept.log().txHash().toArray());
        tx.addBatch();
    }

    private void addLog(PreparedStatement raw, LogEntry log) throws SQLException {
        raw.setLong(1, log.blockNumber());
        raw.setInt(2, log.logIndex());
        raw.setInt(3, log.txIndex());
        raw.setLong(4, values.id(log.address()));
        if (log.topics().isEmpty()) {
            raw.setObject(5, null);
        } else {
            raw.setLong(5, values.id(log.topics().getFirst()));
        }
        raw.setBytes(6, PackedWords.pack(log));
        raw.addBatch();
    }

    /** As {@link io.gridwork.indexer.store.EventStore#raw}. */
    RawPart part(Set<Hash32> topics0, BlockRange range) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (Hash32 topic : topics0) {
            Optional<Long> id = values.known(topic);
            if (id.isPresent()) ids.add(id.get().toString());
        }
        if (!topics0.isEmpty() && ids.isEmpty()) return new RawPart(range, List.of());
        return read(
                topics0.isEmpty() ? "" : ids.stream().collect(Collectors.joining(", ", " AND topic0 IN (", ")")),
                range,
                PART);
    }

    /** All of the range. */
    List<KeptLog> of(BlockRange range) throws SQLException {
        return read("", range, Integer.MAX_VALUE).logs();
    }

    private RawPart read(String condition, BlockRange range, int most) throws SQLException {
        List<KeptLog> logs = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement(SELECT + condition + ORDER)) {
            sql.setLong(1, range.from());
            sql.setLong(2, range.to());
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    long block = row.getLong(1);
                    if (logs.size() >= most && logs.getLast().log().blockNumber() < block) {
                        return new RawPart(new BlockRange(range.from(), block - 1), logs);
                    }
                    logs.add(log(row));
                }
            }
        }
        return new RawPart(range, logs);
    }

    private KeptLog log(ResultSet row) throws SQLException {
        long topicId = row.getLong(7);
        @Nullable Hash32 topic0 = row.wasNull() ? null : values.topic(topicId);
        PackedWords.Unpacked words = PackedWords.unpack(topic0, row.getBytes(8));
        Address address = values.address(row.getLong(6));
        LogEntry log = new LogEntry(
                address,
                words.topics(),
                words.data(),
                row.getLong(1),
                Hash32.ZERO,
                row.getLong(4),
                Hash32.of(row.getBytes(5)),
                row.getInt(3),
                row.getInt(2),
                false);
        return new KeptLog(log, row.getLong(4));
    }

    /** Deletes those of the range that are meant. */
    void delete(BlockRange range, Predicate<LogEntry> which) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM _raw_log WHERE block_number = ? AND log_index = ?")) {
            for (KeptLog kept : of(range)) {
                if (!which.test(kept.log())) continue;
                delete.setLong(1, kept.log().blockNumber());
                delete.setInt(2, kept.log().logIndex());
                delete.addBatch();
            }
            delete.executeBatch();
        }
        try (Statement sql = connection.createStatement()) {
            sql.execute("DELETE FROM _raw_tx WHERE block_number BETWEEN " + range.from() + " AND " + range.to()
                    + " AND NOT EXISTS (SELECT 1 FROM _raw_log AS log"
                    + " WHERE log.block_number = _raw_tx.block_number AND log.tx_index = _raw_tx.tx_index)");
        }
    }

    void deleteAbove(long block) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("DELETE FROM _raw_log WHERE block_number > " + block);
            sql.execute("DELETE FROM _raw_tx WHERE block_number > " + block);
        }
    }
}
