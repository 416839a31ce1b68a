package io.gridwork.indexer.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Copies the write-ahead log into the file beside the writer. A checkpoint waits for the disk, and the writer's own would have
 * it wait too: so they find little left to copy. SQLite lets the log start again only from one that found nothing new, which
 * beside a busy writer is its own.
 */
final class Checkpoints implements AutoCloseable {
    private static final int ROWS_BETWEEN = 20_000;

    private final Connection connection;
    private final ExecutorService thread;
    private Future<?> running = CompletableFuture.completedFuture(null);
    private int rows;

    Checkpoints(Path file) throws SQLException {
        connection = Pragmas.writer().createConnection("jdbc:sqlite:" + file);
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("checkpoint").daemon().factory());
    }

    /** So many rows were written and committed. */
    void after(int more) {
        rows += more;
        if (rows < ROWS_BETWEEN || !running.isDone()) return;
        rows = 0;
        running = thread.submit(this::run);
    }

    private void run() {
        try (Statement sql = connection.createStatement()) {
            sql.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            // Nothing is lost: the log still has it. What stands in the way will stop the writer, who says so.
            System.getLogger(Checkpoints.class.getName()).log(System.Logger.Level.DEBUG, "checkpoint", e);
        }
    }

    @Override
    public void close() throws SQLException {
        thread.close();
        connection.close();
    }
}
