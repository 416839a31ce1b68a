package io.gridwork.testchain;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What can be wrong with the folder that a release is put into. */
final class CacheFolder {

    private static final String REMEDY = " Set XDG_CACHE_HOME to a folder elsewhere";

    /** Below this, a write that fails is taken for one that found no room. */
    private static final long NOTHING = 1_000_000;

    private CacheFolder() {}

    /** @throws IOException if so many bytes find no room beside what is there */
    static void requireSpace(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (bytes > free)
            throw new IOException(full(folder, free) + ", and " + megabytes(bytes) + " are to come." + REMEDY);
    }

    /** In words what went wrong there. */
    static String explain(IOException e, Path folder) {
        String message = String.valueOf(e.getMessage());
        if (message.contains(REMEDY)) return message;
        long free = folder.toFile().getUsableSpace(); // 0 also where there is no such folder
        if (isFull(message) || (Files.isDirectory(folder) && free < NOTHING))
            return full(folder, free) + ": make room, or do this." + REMEDY;
        return e instanceof FileSystemException ? folder + " cannot be written (" + e + ")." + REMEDY : e.toString();
    }

    private static boolean isFull(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        return words.contains("no space left") || words.contains("quota exceeded");
    }

    private static String full(Path folder, long free) {
        return "the disk of " + folder + " is full: " + megabytes(free) + " are free";
    }

    private static String megabytes(long bytes) {
        return bytes / 1_000_000 + " MB";
    }
}
