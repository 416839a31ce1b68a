package io.gridwork.worker.content;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files named by a hash in one folder. A name stands for one content for ever, and what has a name is complete and on disk. */
public final class ContentStore {
    private final Path folder;

    /** @param folder made when missing */
    public ContentStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make the folder " + folder + ": check the path and its permissions", e);
        }
    }

    /** Keeps the bytes; when this returns they survive a power cut. Written anew when they are there already: they are in use from now. */
    public void put(Hash32 name, Bytes content) {
        Path target = file(name);
        try {
            Path part = Files.createTempFile(folder, name.hex(), ".part");
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + content.size() + " bytes to " + target + ": check the disk's free space", e);
        }
    }

    public Optional<Bytes> get(Hash32 name) {
        Optional<Path> path = path(name);
        try {
            return path.isEmpty() ? Optional.empty() : Optional.of(Bytes.wrap(Files.readAllBytes(path.get())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path.get(), e);
        }
    }

    /** Where the bytes lie, when they are here. */
    public Optional<Path> path(Hash32 name) {
        Path file = file(name);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    public void delete(Hash32 name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file(name), e);
        }
    }

    /** Notes that the content is in use at that time; does nothing when it is not here. */
    public void touch(Hash32 name, Instant now) {
        Optional<Path> path = path(name);
        try {
            if (path.isPresent()) Files.setLastModifiedTime(path.get(), FileTime.from(now));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot touch " + path.get() + ": check its permissions", e);
        }
    }

    /** Deletes what was neither kept nor touched since that time, and writes that broke off before. Answers the bytes that came free. */
    public long deleteUnusedSince(Instant time) {
        long freed = 0;
        for (Path file : files()) {
            try {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                    freed += Files.size(file);
                    Files.delete(file);
                }
            } catch (NoSuchFileException e) {
                // A write that has just got its name, or a file deleted by hand: gone is what it should be.
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + file + ": check the folder's permissions", e);
            }
        }
        return freed;
    }

    /** What is kept takes that much of the disk. */
    public long bytes() {
        return files().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the folder " + folder + ": check its permissions", e);
        }
    }

    private Path file(Hash32 name) {
        return folder.resolve(name.hex());
    }
}
