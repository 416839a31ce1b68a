package io.gridwork.worker.content;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

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

    /** Keeps the bytes; when this returns they survive a power cut. Does nothing when the name is there already. */
    public void put(Hash32 name, Bytes content) {
        Path target = file(name);
        if (Files.exists(target)) return;
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

    private Path file(Hash32 name) {
        return folder.resolve(name.hex());
    }
}
