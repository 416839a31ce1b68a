package io.gridwork.toolkit.artifact;

import io.gridwork.toolkit.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

record ArtifactDirectory(Path folder) implements ArtifactSource {
    @Override
    public Artifact find(String name) {
        if (!Files.isDirectory(folder)) {
            throw new ToolkitException("artifacts directory " + folder
                    + " does not exist; compile the contracts first, or give the folder of the compiler's output");
        }
        List<Path> found = files(name);
        if (found.size() == 1) return read(name, found.getFirst());
        if (found.isEmpty()) {
            throw new ToolkitException(
                    "no artifact of " + name + " in " + folder + "; is the contract compiled, and its name right?");
        }
        throw new ToolkitException("several artifacts of " + name + " in " + folder + ": " + found
                + "; name one with its file, as path/File.sol:" + name);
    }

    /** {@code File.sol:Contract} lies in {@code …/File.sol/Contract.json}, in Hardhat's folder with its path, in Foundry's without. */
    private List<Path> files(String name) {
        Path wanted = Path.of(name.replace(':', '/') + ".json");
        List<Path> exact = endingWith(wanted);
        int names = wanted.getNameCount();
        return exact.isEmpty() && names > 2 ? endingWith(wanted.subpath(names - 2, names)) : exact;
    }

    private List<Path> endingWith(Path wanted) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.endsWith(wanted)).sorted().toList();
        } catch (IOException unreadable) {
            throw new ToolkitException("artifacts directory " + folder + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static Artifact read(String name, Path file) {
        try {
            return ArtifactReader.read(name, file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new ToolkitException("artifact " + file + " cannot be read: " + unreadable, unreadable);
        }
    }
}
