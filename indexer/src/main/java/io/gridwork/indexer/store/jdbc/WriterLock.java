package io.gridwork.indexer.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One writer for each file: a lock on a file beside it, held by the operating system, so that it ends with the process
 * however that ends. The lock file stays; removing it would let two writers hold two files of one name.
 */
final class WriterLock implements AutoCloseable {
    private final FileChannel channel;

    private WriterLock(FileChannel channel) {
        this.channel = channel;
    }

    static WriterLock take(Path database) {
        Path path = database.resolveSibling(database.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new Refusal("another indexer (process " + holder(path) + ") writes to " + database
                        + "; stop it first, or give another --db");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return new WriterLock(channel);
        } catch (IOException e) {
            throw new Refusal(
                    "cannot write " + path + ": " + e.getMessage() + "; give a --db in a folder that you may write to",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(Path path) throws IOException {
        String pid = Files.readString(path).strip();
        return pid.isEmpty() ? "unknown" : pid;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
