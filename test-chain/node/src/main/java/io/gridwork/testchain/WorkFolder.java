package io.gridwork.testchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder for something half done, which goes when the work ends: well, with an error, or by Ctrl-C. What a {@code kill -9} has left
 * there, the next one deletes.
 */
final class WorkFolder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkFolder.class.getName());
    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Path path;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch deleted = new CountDownLatch(1);
    private final Thread shutdownHook = Thread.ofPlatform().unstarted(this::endWork);

    private WorkFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** A new folder whose name begins so; those of that name that nobody has written to for an hour go. */
    static WorkFolder in(Path parent, String name, InstantSource clock) throws IOException {
        Files.createDirectories(parent);
        sweep(parent, name, clock.instant().minus(STALE));
        return new WorkFolder(Files.createTempDirectory(parent, name));
    }

    private static void sweep(Path parent, String name, Instant before) {
        try (Stream<Path> children = Files.list(parent)) {
            List<Path> old = children.filter(
                            child -> child.getFileName().toString().startsWith(name))
                    .toList();
            for (Path folder : old) if (lastWritten(folder).isBefore(before)) DataFolder.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "an old folder is left to the next start; somebody else may be deleting it", e);
        }
    }

    private static Instant lastWritten(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            Instant last = Instant.MIN;
            for (Path file : all.toList()) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                if (written.isAfter(last)) last = written;
            }
            return last;
        }
    }

    Path path() {
        return path;
    }

    /** The worker is interrupted, and tidies up on its way out. */
    private void endWork() {
        worker.interrupt();
        try {
            if (!deleted.await(GRACE.toMillis(), TimeUnit.MILLISECONDS))
                LOG.log(Level.WARNING, "delete {0} by hand", path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            DataFolder.delete(path);
        } catch (NoSuchFileException e) {
            // Somebody has deleted a part of it meanwhile, which is as well.
            DataFolder.delete(path);
        } finally {
            deleted.countDown();
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the JVM is going down and waits for this", e);
        }
    }
}
