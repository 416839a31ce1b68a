package io.gridwork.worker.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what runners read and write. It holds copies of the runner's classes under names that tell nothing: where a file
 * comes from can be seen in a sandbox, too.
 */
final class Workspace implements AutoCloseable {
    private static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String PREFIX = "gridwork-runner-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");
    private static final String LOCK = "lock";

    private final Path folder;
    /** Held as long as the folder is in use, so that another worker can tell. */
    private final FileChannel lock;

    private int files;

    private Workspace(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** A new one. Removes those that killed workers have left. */
    static Workspace create() {
        try {
            Path folder = Files.createTempDirectory(
                    PARENT, PREFIX + ProcessHandle.current().pid() + "-");
            removeLeftOvers(Files.getOwner(folder));
            Path locked = folder.resolve("new");
            FileChannel lock = FileChannel.open(locked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            Files.move(locked, folder.resolve(LOCK));
            return new Workspace(folder, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for runners can be made in " + PARENT, e);
        }
    }

    private static void removeLeftOvers(UserPrincipal owner) {
        try (Stream<Path> all = Files.list(PARENT)) {
            all.filter(folder -> isLeftOver(folder, owner)).forEach(Workspace::remove);
        } catch (IOException e) {
            // Old files in the system's folder for temporary ones are no reason to take no jobs.
        }
    }

    /** Others' folders are left alone: a folder that is changed while it is removed could lead anywhere. */
    private static boolean isLeftOver(Path folder, UserPrincipal owner) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        // To close a second channel would give up this process's own lock.
        if (!name.matches()
                || Long.parseLong(name.group(1)) == ProcessHandle.current().pid()) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner) && channel.tryLock() != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Copies jars and folders of classes to {@link #classes}, with numbers for names. */
    void copy(List<Path> classPath) {
        try {
            Files.createDirectory(classes());
            for (int i = 0; i < classPath.size(); i++) {
                copy(classPath.get(i), classes().resolve(Integer.toString(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the runner's classes cannot be copied to " + classes(), e);
        }
    }

    Path classes() {
        return folder.resolve("classes");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    Path file(byte[] content) {
        Path file = folder.resolve(Integer.toString(files++));
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** An empty folder. */
    Path scratch() {
        try {
            return Files.createTempDirectory(folder, "scratch-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a runner's files can be made in " + folder, e);
        }
    }

    @Override
    public void close() {
        remove(folder);
        try {
            lock.close();
        } catch (IOException e) {
            // The lock file is gone.
        }
    }

    static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new Deleter());
        } catch (IOException e) {
            // A file left in the system's folder for temporary ones is no reason to lose a result.
        }
    }

    private static final class Deleter extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
