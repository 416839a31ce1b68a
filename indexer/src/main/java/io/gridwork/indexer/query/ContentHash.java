package io.gridwork.indexer.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridwork.indexer.event.Refusal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hash of what a file says about the chain: chain id, every event table with its definition and rows, what could not be
 * decoded, and which blocks are covered up to which block hash. Two files with the same hash answer every query alike; it
 * does not depend on how, in how many runs, or through which reorganisations the rows came to be there.
 *
 * <p>SHA-256 over the values in the order of their keys, each as a type byte, and for text and blobs the length (4 bytes)
 * and the bytes. What one run differs in from another (endpoints, the window of remembered blocks, logs that are kept as the
 * chain holds them) is left out.
 */
public final class ContentHash {
    /** Ranges that touch are one, whatever was proved of each: how they were cut and checked differs from run to run. */
    private static final String COVERED = """
            SELECT table_name, address, min(from_block), max(to_block)
            FROM (
              SELECT *, sum(apart) OVER (PARTITION BY table_name, address ORDER BY from_block) AS island
              FROM (
                SELECT *, from_block > 1 + lag(to_block, 1, -2)
                  OVER (PARTITION BY table_name, address ORDER BY from_block) AS apart
                FROM _coverage
                WHERE table_name IN (SELECT name FROM _table)))
            GROUP BY table_name, address, island
            ORDER BY 1, 2, 3""";

    private final MessageDigest digest;

    /**
     * The hash with the rows it covers.
     *
     * @param rows number of rows by table
     */
    public record Report(String hash, Map<String, Long> rows) {}

    private ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Reads the file in one transaction, so that an indexer at work does not blur it. */
    public static Report of(Path file) {
        try (Connection connection = ReadOnlyDatabase.open(file)) {
            connection.setAutoCommit(false);
            return new ContentHash().read(connection);
        } catch (SQLException e) {
            throw new Refusal(file + " is not a database of gridwork index (" + ReadOnlyDatabase.reason(e) + ")", e);
        }
    }

    private Report read(Connection connection) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        add(connection, "SELECT value FROM _meta WHERE name = 'chainId'");
        add(connection, "SELECT name, definition FROM _table WHERE kind = 'event' ORDER BY name");
        add(connection, COVERED);
        add(connection, "SELECT number, hash FROM _block ORDER BY number DESC LIMIT 1");
        for (String table : tables(connection)) {
            rows.put(table, add(connection, "SELECT * FROM " + table + " ORDER BY block_number, log_index"));
        }
        rows.put("_quarantine", add(connection, "SELECT * FROM _quarantine ORDER BY block_number, log_index"));
        return new Report(HexFormat.of().formatHex(digest.digest()), rows);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT name FROM _table WHERE kind = 'event' ORDER BY name")) {
            while (row.next()) names.add(row.getString(1));
        }
        return names;
    }

    private long add(Connection connection, String query) throws SQLException {
        long count = 0;
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            add((byte) 'T', query.getBytes(UTF_8));
            for (; rows.next(); count++) {
                for (int i = 1; i <= columns; i++) {
                    switch (rows.getObject(i)) {
                        case null -> digest.update((byte) 'N');
                        case Number number -> add((byte) 'I', number.toString().getBytes(UTF_8));
                        case byte[] blob -> add((byte) 'B', blob);
                        case Object text -> add((byte) 'S', text.toString().getBytes(UTF_8));
                    }
                }
            }
        }
        return count;
    }

    private void add(byte type, byte[] value) {
        digest.update(type);
        digest.update(ByteBuffer.allocate(4).putInt(value.length).flip());
        digest.update(value);
    }
}
