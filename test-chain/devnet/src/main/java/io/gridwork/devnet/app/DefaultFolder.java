package io.gridwork.devnet.app;

import java.nio.file.Path;

/**
 * Where things go that the user names no folder for. The launcher names it in {@code GRIDWORK_STATE}: {@code .gridwork} in the
 * checkout, or in the user's home where the checkout cannot be written.
 */
final class DefaultFolder {

    private DefaultFolder() {}

    static Path of(String name) {
        return Path.of(System.getenv().getOrDefault("GRIDWORK_STATE", ".gridwork"))
                .toAbsolutePath()
                .resolve(name);
    }
}
