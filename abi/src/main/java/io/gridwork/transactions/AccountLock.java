package io.gridwork.transactions;

import io.gridwork.abi.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One writer per account and journal: a lock on a file, which the operating system releases when the process ends. */
final class AccountLock implements AutoCloseable {
    private final FileChannel channel;

    private AccountLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException when another has it */
    static AccountLock take(Path journal, long chainId, Address account) throws IOException {
        Path file = journal.resolveSibling(journal.getFileName() + "-" + chainId + "-" + account.hex() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) != null) return new AccountLock(channel);
        channel.close();
        throw new IllegalStateException("transaction journal " + journal + " is in use for account " + account
                + " on chain " + chainId + ": two senders of one account would take each other's nonces;"
                + " stop the other program, or give this one a key of its own");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
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
