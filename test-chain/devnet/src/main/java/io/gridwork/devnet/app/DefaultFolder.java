package io.gridwork.devnet.app;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things go that the user names no folder for: {@code .gridwork} in the checkout, which git ignores. In the user's home, if
 * the checkout is somebody else's and cannot be written.
 */
final class DefaultFolder {

    private DefaultFolder() {}

    static Path of(String name) {
        Path root = Path.of(System.getenv().getOrDefault("GRIDWORK_ROOT", "")).toAbsolutePath();
        Path state = root.resolve(".gridwork");
        boolean writable = Files.isWritable(Files.exists(state) ? state : root);
        return (writable ? state : home().resolve(".gridwork")).resolve(name);
    }

    /** As shells see it: Java's own property is the one of the user database, where a container's user often is not. */
    private static Path home() {
        return Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
    }
}
