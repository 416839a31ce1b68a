package io.gridwork.worker.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read. */
final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes the file, empty and with mode 0600, when it is not there; SQLite gives its side files the same mode. */
    static void create(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException _) {
            // the journal of an earlier run
        } catch (IOException e) {
            throw new JournalException("cannot make the journal " + file + ": check the folder and its permissions", e);
        }
    }
}
