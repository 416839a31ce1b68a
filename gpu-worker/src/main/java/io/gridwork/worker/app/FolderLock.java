package io.gridwork.worker.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A folder that one worker has: two in one would answer for each other's jobs. The system frees it when the process ends, however it does. */
interface FolderLock extends AutoCloseable {
    @Override
    void close();

    /** @throws IllegalStateException when another worker has it */
    static FolderLock take(Path folder) {
        Path file = folder.resolve("worker.lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) != null) return () -> close(channel, file);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file + ": check the folder's permissions", e);
        }
        throw new IllegalStateException("another worker is using the folder " + folder.toAbsolutePath()
                + ": stop it, or give this one another with --dir");
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static void close(FileChannel channel, Path file) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot free " + file, e);
        }
    }
}
