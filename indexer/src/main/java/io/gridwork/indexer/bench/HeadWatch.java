package io.gridwork.indexer.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** Adds blocks to a chain and looks, as a reader of the file does, how long each takes to arrive there. */
public final class HeadWatch {
    private static final long LOOK_MILLIS = 5;

    private final CannedChain chain;
    private final Path database;
    private final String table;

    /** @param table one that every block has rows for */
    public HeadWatch(CannedChain chain, Path database, String table) {
        this.chain = chain;
        this.database = database;
        this.table = table;
    }

    /**
     * Blocks until the last one has arrived.
     *
     * @param pause between two blocks
     * @return milliseconds from the block's being there to its rows' being there, one for each block
     * @throws SQLException also when none arrives for {@code patience}
     */
    public List<Double> lags(int blocks, Duration pause, Duration patience) throws SQLException, InterruptedException {
        List<Long> added = new ArrayList<>();
        List<Double> lags = new ArrayList<>();
        long first = chain.head() + 1;
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection reader = config.createConnection("jdbc:sqlite:" + database);
                PreparedStatement newest = reader.prepareStatement("SELECT max(block_number) FROM " + table)) {
            long lastSeen = System.nanoTime();
            while (lags.size() < blocks) {
                long now = System.nanoTime();
                boolean due = added.isEmpty() || now - added.getLast() >= pause.toNanos();
                if (added.size() < blocks && due) {
                    chain.append(1);
                    added.add(System.nanoTime());
                }
                long seen = number(newest);
                now = System.nanoTime();
                while (lags.size() < added.size() && first + lags.size() <= seen) {
                    lags.add((now - added.get(lags.size())) / 1e6);
                    lastSeen = now;
                }
                if (now - lastSeen > patience.toNanos()) {
                    throw new SQLException("block " + (first + lags.size()) + " did not arrive in " + database + " in "
                            + patience.toSeconds() + " s");
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
        return lags;
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
