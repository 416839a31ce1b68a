package io.gridwork.worker.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A child process with limits and nothing else: good enough for our own programs.
 *
 * @param reason why there is no sandbox
 */
record PlainProcess(String reason) implements Isolation {
    @Override
    public String description() {
        return "plain child process, no sandbox: " + reason;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.of("kernels of users run in a sandbox only, and there is none: " + reason);
    }

    @Override
    public List<String> wrap(List<String> command, List<Path> readable) {
        return command;
    }

    @Override
    public Path scratch() {
        try {
            return Files.createTempDirectory("gridwork-runner-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a runner's files can be made", e);
        }
    }

    @Override
    public void clean(Path scratch) {
        try {
            Files.walkFileTree(scratch, new Deleter());
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
