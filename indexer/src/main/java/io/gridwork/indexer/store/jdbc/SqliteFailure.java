package io.gridwork.indexer.store.jdbc;

import io.gridwork.indexer.store.StoreException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what to do about an error of SQLite. */
final class SqliteFailure {
    private static final String WHOLE = "What was written before is whole; ";
    private static final String AGAIN = ", then run the same command again: it goes on where it was";

    private SqliteFailure() {}

    /** @param what was tried: open, read, write to, close */
    static StoreException of(Path file, String what, Exception failure) {
        return new StoreException(
                "cannot " + what + " " + file + ": " + message(failure) + ". " + remedy(file, code(failure)), failure);
    }

    private static String message(Throwable failure) {
        SQLiteException cause = sqlite(failure);
        return String.valueOf((cause == null ? failure : cause).getMessage())
                .strip()
                .replaceAll("\\.$", "");
    }

    private static SQLiteErrorCode code(Throwable failure) {
        SQLiteException cause = sqlite(failure);
        return cause == null ? SQLiteErrorCode.UNKNOWN_ERROR : cause.getResultCode();
    }

    private static @Nullable SQLiteException sqlite(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException exception) return exception;
        }
        return null;
    }

    private static String remedy(Path file, SQLiteErrorCode code) {
        String name = code.name();
        if (name.startsWith("SQLITE_FULL") || name.startsWith("SQLITE_IOERR_WRITE")) {
            return WHOLE + "free space on the disk of " + file + AGAIN;
        }
        if (name.startsWith("SQLITE_READONLY")
                || name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_PERM")) {
            return WHOLE + "make the file and its folder writable for this user" + AGAIN;
        }
        if (name.startsWith("SQLITE_CORRUPT") || name.startsWith("SQLITE_NOTADB")) {
            return "The file is damaged: keep a copy, and index anew into another --db, or put a backup in its place;"
                    + " from a backup it goes on where that ended";
        }
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            return WHOLE + "another program holds a write lock on it: end that program's transaction" + AGAIN;
        }
        return WHOLE + "see to the disk of " + file + AGAIN;
    }
}
