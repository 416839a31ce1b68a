package io.gridwork.testchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks a release: a zip with one folder in it, whose programs lie in {@code bin}. */
final class Archive {

    private Archive() {}

    /**
     * @param target a folder to create
     * @return the one folder of the zip
     * @throws IOException if an entry leads out of the target, or if the zip has not one folder with a {@code bin}
     */
    static Path unpack(Path zip, Path target) throws IOException {
        Files.createDirectories(target);
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target))
                    throw new IOException("the zip's entry " + entry.getName() + " leads out of it");
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        Path folder = onlyFolder(target);
        makeExecutable(folder.resolve("bin"));
        return folder;
    }

    private static Path onlyFolder(Path target) throws IOException {
        List<Path> found = list(target);
        if (found.isEmpty()) throw new IOException("it is no zip, or an empty one");
        if (found.size() != 1 || !Files.isDirectory(found.getFirst().resolve("bin")))
            throw new IOException("the zip has not one folder with a bin in it, but " + found);
        return found.getFirst();
    }

    /** A zip read as a stream does not tell permissions. */
    private static void makeExecutable(Path bin) throws IOException {
        for (Path program : list(bin)) {
            if (!program.toFile().setExecutable(true)) throw new IOException("cannot make " + program + " executable");
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
