package io.gridwork.devnet.network;

import io.gridwork.network.Network;
import io.gridwork.testchain.PidFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything of one network in one folder. */
public final class DevnetFolder implements AutoCloseable {

    private static final String LOCK = "devnet.lock";
    private static final String PID = "devnet.pid";

    /** What a network makes in its folder, and what is deleted with it. */
    private static final Pattern OWN = Pattern.compile("chain|deployments|keys|inputs|outputs|logs|client|worker-\\d+"
            + "|index\\.db.*|mandelbrot\\.png|network\\.yaml(\\.new)?|settings\\.json(\\.new)?");

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
            ownerOnly(root);
            var me = PidFile.Id.of(ProcessHandle.current());
            Path draft = Files.writeString(root.resolve(PID + ".new"), me.pid() + " " + me.started());
            Files.move(draft, root.resolve(PID), StandardCopyOption.ATOMIC_MOVE);
            return new DevnetFolder(root, lock);
        } catch (IOException e) {
            throw new DevnetException("cannot use the folder " + folder + ": " + e, e);
        }
    }

    /** Whether a network is or was in that folder. */
    public static boolean isNetwork(Path folder) {
        return Files.exists(folder.resolve(LOCK));
    }

    /** The process that runs the network in that folder. Its start time is compared, because pids are used again. */
    public static Optional<ProcessHandle> runner(Path folder) {
        Path file = folder.resolve(PID);
        if (!Files.exists(file)) return Optional.empty();
        try {
            String[] id = Files.readString(file).split(" ", 2);
            return new PidFile.Id(Long.parseLong(id[0]), Instant.parse(id[1])).alive();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it has just ended
        } catch (IOException | RuntimeException e) { // whatever is wrong with the text
            throw new DevnetException("cannot read " + file + ": " + e + "; delete it if no network runs", e);
        }
    }

    /** Deletes the network in a folder, with its chain, its keys and its index. Other files that lie there stay. */
    public static void delete(Path folder) {
        try (DevnetFolder taken = open(folder)) {
            taken.clear();
            Files.delete(taken.root.resolve(PID));
            Files.delete(taken.root.resolve(LOCK));
            if (list(taken.root).isEmpty()) Files.delete(taken.root);
        } catch (IOException e) {
            throw new DevnetException("cannot delete " + folder + ": " + e, e);
        }
    }

    private void clear() {
        try {
            for (Path old : list(root))
                if (OWN.matcher(old.getFileName().toString()).matches()) deleteAll(old);
        } catch (IOException e) {
            throw new DevnetException("cannot empty the folder " + root + ": " + e, e);
        }
    }

    /** Keys lie in it, and who could write to it could have them sign. */
    private static void ownerOnly(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class))
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
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
            Files.deleteIfExists(root.resolve(PID));
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
