package io.gridwork.devnet.app;

import java.nio.file.Path;

/** Where things go that the user names no folder for: {@code .gridwork} in the checkout, which git ignores. */
final class DefaultFolder {

    private DefaultFolder() {}

    static Path of(String name) {
        String root = System.getenv().getOrDefault("GRIDWORK_ROOT", "");
        return Path.of(root).toAbsolutePath().resolve(".gridwork").resolve(name);
    }
}
