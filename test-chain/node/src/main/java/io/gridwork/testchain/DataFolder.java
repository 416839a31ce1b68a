package io.gridwork.testchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder a node keeps its data in, and who runs there. */
public final class DataFolder {

    private static final System.Logger LOG = System.getLogger(DataFolder.class.getName());
    private static final Duration STALE = Duration.ofHours(1);

    private final Path path;
    private final boolean temporary;

    private DataFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * Takes the folder asked for, or a fresh temporary one, after ending nodes whose JVM was killed.
     *
     * @throws NodeException if a node that somebody still uses runs in it
     */
    static DataFolder claim(Optional<Path> wanted, String engine) {
        try {
            Path home = temporaryHome();
            sweep(home);
            if (wanted.isEmpty()) return new DataFolder(Files.createTempDirectory(home, engine + "-"), true);
            Path folder = Files.createDirectories(wanted.get());
            endAbandoned(folder);
            return new DataFolder(folder, false);
        } catch (IOException e) {
            throw new NodeException("cannot create a data folder for " + engine + ": " + e, e);
        }
    }

    /**
     * Stops the node that runs in {@code folder}.
     *
     * @return what was stopped; empty if no node runs there
     */
    public static Optional<PidFile> stop(Path folder) {
        Optional<PidFile> running = PidFile.read(folder).filter(PidFile::nodeRuns);
        running.ifPresent(PidFile::stopNode);
        new DataFolder(folder, false).release();
        return running;
    }

    Path path() {
        return path;
    }

    /** An empty folder of this name within; what an earlier node left there is deleted, for each start is a new chain. */
    Path fresh(String name) {
        try {
            delete(path.resolve(name));
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new NodeException("cannot empty " + path.resolve(name) + ": " + e, e);
        }
    }

    /** A folder of this name within, with what an earlier node left there. */
    Path kept(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new NodeException("cannot create " + path.resolve(name) + ": " + e, e);
        }
    }

    /** Gives the folder up once its node has ended: the pid file goes, and all of it where it is temporary. */
    void release() {
        try {
            if (temporary) delete(path);
            else Files.deleteIfExists(path.resolve(PidFile.NAME));
        } catch (IOException e) {
            throw new NodeException("cannot tidy up " + path + ": " + e, e);
        }
    }

    /** A folder that others could have made first is not used: what lies in it decides which processes and files are swept up. */
    private static Path temporaryHome() throws IOException {
        Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
        Path home = tmp.resolve("gridwork-chain-" + System.getProperty("user.name"));
        boolean posix = Files.getFileStore(tmp).supportsFileAttributeView(PosixFileAttributeView.class);
        if (!Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
            if (!posix) return Files.createDirectory(home);
            return Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path probe = Files.createTempFile(tmp, "gridwork", "");
        UserPrincipal me = Files.getOwner(probe);
        Files.delete(probe);
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).equals(me)) {
            if (posix) Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            return home;
        }
        throw new NodeException(home + " is not a folder of " + me.getName()
                + ": delete it, or set the system property java.io.tmpdir to a folder of your own");
    }

    private static void endAbandoned(Path folder) {
        PidFile.read(folder).filter(PidFile::nodeRuns).ifPresent(running -> {
            if (!running.abandoned())
                throw new NodeException("a node (" + running.engine() + ", pid "
                        + running.node().pid() + ") already runs in " + folder
                        + "; stop it with: gridwork chain stop --dir " + folder);
            running.stopNode();
        });
    }

    private static void sweep(Path home) throws IOException {
        for (Path folder : list(home)) {
            try {
                Optional<PidFile> found = PidFile.read(folder);
                if (found.isPresent() ? found.get().abandoned() : isStale(folder)) {
                    found.ifPresent(PidFile::stopNode);
                    delete(folder);
                }
            } catch (IOException | UncheckedIOException | NodeException e) {
                LOG.log(Level.DEBUG, () -> folder + " is left to the next start; another JVM may be at it now", e);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    /** A folder without a pid file may belong to a JVM that is about to write it. */
    private static boolean isStale(Path folder) throws IOException {
        return Files.exists(folder)
                && Files.getLastModifiedTime(folder).toInstant().isBefore(now().minus(STALE));
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(p);
        }
    }
}
