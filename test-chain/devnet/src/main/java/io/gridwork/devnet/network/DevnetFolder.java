package io.gridwork.devnet.network;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Everything of one network in one folder. */
public final class DevnetFolder implements AutoCloseable {

    private static final String LOCK = "devnet.lock";

    private final Path root;
    private final RandomAccessFile lock;

    private DevnetFolder(Path root, RandomAccessFile lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Takes a folder for a new network. What an earlier network left in it is deleted; a folder with other things in it is
     * left alone.
     *
     * @throws DevnetException if a network runs in it, or it holds something else
     */
    public static DevnetFolder claim(Path folder) {
        try {
            Path root = Files.createDirectories(folder).toRealPath();
            List<Path> content = list(root);
            if (!content.isEmpty() && !Files.exists(root.resolve(LOCK)))
                throw new DevnetException(
                        "the folder " + root + " is not empty and holds no network of ours; give another --dir");
            var lock = new RandomAccessFile(root.resolve(LOCK).toFile(), "rw");
            if (!isFree(lock)) {
                lock.close();
                throw new DevnetException("a network runs in " + root + "; stop it, or give another --dir");
            }
            for (Path old : content) if (!old.endsWith(LOCK)) delete(old);
            return new DevnetFolder(root, lock);
        } catch (IOException e) {
            throw new DevnetException("cannot use the folder " + folder + ": " + e, e);
        }
    }

    private static boolean isFree(RandomAccessFile lock) throws IOException {
        try {
            return lock.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very JVM.
            return false;
        }
    }

    public Path root() {
        return root;
    }

    public Path chain() {
        return root.resolve("chain");
    }

    /** The toolkit names the record in it after the chain id. */
    public Path deployments() {
        return root.resolve("deployments");
    }

    public Path database() {
        return root.resolve("index.db");
    }

    public Path keys() {
        return created("keys");
    }

    /** Inputs that the requester offers, by file address. */
    public Path inputs() {
        return created("inputs");
    }

    public Path outputs() {
        return created("outputs");
    }

    public Path log(String process) {
        return created("logs").resolve(process + ".log");
    }

    public Path logs() {
        return created("logs");
    }

    /** The state of one process. */
    public Path state(String process) {
        return created(process);
    }

    private Path created(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
