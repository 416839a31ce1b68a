package io.gridwork.transactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.rpc.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sender per account and chain on this machine, whatever journals there are: a lock on a file, which the operating
 * system releases when the process ends.
 */
final class AccountLock implements AutoCloseable {
    /** Two short commands typed at once both succeed, one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(100);

    /** Every test chain has one of these ids and the same accounts, so the first block must tell them apart. */
    private static final Set<Long> DEVELOPMENT = Set.of(1337L, 31_337L);

    /** A byte that no content reaches: on Windows nobody can read what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final FileChannel channel;

    private AccountLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * The folder of the locks: the user's state folder, which all programs of the user share. A folder for temporary files
     * may be cleaned while a program runs for weeks, so it is only taken where there is no home.
     */
    static Path place() {
        return place(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    static Path place(Map<String, String> environment, Path home) {
        Path state = Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(folder -> Path.of(folder).isAbsolute())
                .map(Path::of)
                .orElse(home.resolve(".local/state"));
        Path locks = state.resolve("gridwork/locks");
        try {
            if (Files.isWritable(create(locks))) return locks;
        } catch (IOException noHome) {
            // what follows needs none
        }
        return Path.of(System.getProperty("java.io.tmpdir", "."), "gridwork-locks-" + System.getProperty("user.name"));
    }

    /** @throws IllegalStateException when another process keeps it */
    static AccountLock take(Path locks, long chainId, Address account, @Nullable Hash32 genesis, Path journal) {
        return take(locks, chainId, account, genesis, journal, PATIENCE);
    }

    static AccountLock take(
            Path locks, long chainId, Address account, @Nullable Hash32 genesis, Path journal, Duration patience) {
        String start = genesis == null || !DEVELOPMENT.contains(chainId)
                ? ""
                : "-" + genesis.hex().substring(2, 10);
        Path file = locks.resolve(chainId + start + "-" + account.hex() + ".lock");
        try {
            create(locks);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            long deadline = System.nanoTime() + patience.toNanos();
            while (tryLock(channel) == null) {
                if (System.nanoTime() >= deadline) throw held(channel, file, chainId, account);
                Timer.pause(POLL);
            }
            sign(channel, journal);
            return new AccountLock(channel);
        } catch (IOException failure) {
            throw new UncheckedIOException("lock " + file + " cannot be taken: " + failure, failure);
        }
    }

    private static Path create(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        return Files.createDirectories(folder, mode);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static void sign(FileChannel channel, Path journal) throws IOException {
        String holder = "process " + ProcessHandle.current().pid() + ", with journal " + journal.toAbsolutePath();
        channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(UTF_8)), 0);
    }

    private static IllegalStateException held(FileChannel channel, Path file, long chainId, Address account)
            throws IOException {
        channel.close();
        String holder = Files.readString(file);
        return new IllegalStateException("account " + account + " on chain " + chainId + " is in use by "
                + (holder.isEmpty() ? "another process" : holder)
                + ": two senders of one account would take each other's nonces; wait for that process or stop it, or"
                + " give this one a key of its own");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
