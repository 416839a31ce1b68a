package io.gridwork.worker.app;

import io.gridwork.rpc.ChainException;
import io.gridwork.worker.market.UnsettledException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Errors as people can use them: one line that names the value and the place, and what to do about it. */
final class Explained {
    private Explained() {}

    static String message(Throwable e) {
        return switch (e) {
            case UnsettledException unsettled ->
                unsettled.getMessage() + ". It may still succeed: look with worker tx list (job tx list), worker status"
                        + " or job status before you give the command again, and wait longer next time with --patience"
                        + " SECONDS";
            case ChainException.Retryable chain -> "the chain does not answer: " + chain.getMessage();
            case NoSuchFileException file when file.getReason() == null -> "no such file or folder: " + file.getFile();
            case AccessDeniedException file
            when file.getReason() == null -> "no permission for " + file.getFile() + ": check its owner and mode";
            case FileAlreadyExistsException file
            when file.getReason() == null -> file.getFile() + " is there already: give another name";
            case FileSystemException file ->
                file.getFile() + " cannot be used" + (file.getReason() == null ? "" : ": " + file.getReason());
            default -> ofOther(e, e.getCause());
        };
    }

    private static String ofOther(Throwable e, @Nullable Throwable cause) {
        String message = e.getMessage();
        // An exception that only wraps another has its class name for a message.
        if (cause != null && (message == null || message.equals(cause.toString()))) return message(cause);
        return message == null
                ? "an unexpected error; give the command again with --debug, and report what it prints"
                : message;
    }
}
