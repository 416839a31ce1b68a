package io.gridwork.devnet.network;

import io.gridwork.chain.Network;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        DevnetFolder claimed = open(folder);
        claimed.clear();
        return claimed;
    }

    /**
     * Takes a folder with what an earlier network left in it, which goes on.
     *
     * @throws DevnetException if a network runs in it, or it holds something else
     */
    public static DevnetFolder open(Path folder) {
        try {
            Path root = Files.createDirectories(folder).toRealPath();
            if (!list(root).isEmpty() && !isNetwork(root))
                throw new DevnetException("the folder " + root
                        + " is not empty and holds no Gridwork network; give another --dir or --network");
            var lock = new RandomAccessFile(root.resolve(LOCK).toFile(), "rw");
            if (!isFree(lock)) {
                lock.close();
                throw new DevnetException("a network already runs in " + root
                        + "; end it with gridwork down, or give another --dir or --network");
            }
            lock.setLength(0);
            lock.writeBytes(ProcessHandle.current().pid() + "\n");
            return new DevnetFolder(root, lock);
        } catch (IOException e) {
            throw new DevnetException("cannot use the folder " + folder + ": " + e, e);
        }
    }

    /** Whether a network is or was in that folder. */
    public static boolean isNetwork(Path folder) {
        return Files.exists(folder.resolve(LOCK));
    }

    /** The process that runs the network in that folder. */
    public static Optional<ProcessHandle> runner(Path folder) {
        if (!isNetwork(folder)) return Optional.empty();
        try (var lock = new RandomAccessFile(folder.resolve(LOCK).toFile(), "rw")) {
            if (isFree(lock)) return Optional.empty();
            // The pid is right while the lock is held: its holder wrote it, and a dead process holds no lock.
            return ProcessHandle.of(Long.parseLong(lock.readLine()));
        } catch (IOException | NumberFormatException e) {
            throw new DevnetException("cannot read " + folder.resolve(LOCK) + ": " + e, e);
        }
    }

    /** Deletes the network in a folder, with its chain, its keys and its index. */
    public static void delete(Path folder) {
        try (DevnetFolder taken = open(folder)) {
            taken.clear();
            Files.delete(taken.root.resolve(LOCK));
            Files.delete(taken.root);
        } catch (IOException e) {
            throw new DevnetException("cannot delete " + folder + ": " + e, e);
        }
    }

    private void clear() {
        try {
            for (Path old : list(root)) if (!old.endsWith(LOCK)) deleteAll(old);
        } catch (IOException e) {
            throw new DevnetException("cannot empty the folder " + root + ": " + e, e);
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

    /** Inputs that requesters offer, named by their hashes; the network serves them to its workers. */
    public Path inputs() {
        return created("inputs");
    }

    /** How commands find the network by its name. */
    public Path networkFile() {
        return root.resolve(Network.FILE);
    }

    /** What the network was started with. */
    public Path settings() {
        return root.resolve("settings.json");
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

    private static void deleteAll(Path path) throws IOException {
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
