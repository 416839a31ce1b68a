package io.gridwork.devnet.app;

import io.gridwork.devnet.up.Background;
import io.gridwork.network.Network;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which network of this machine a command is about. */
final class NetworkFlags {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "dev",
            description = "The network's name (default: ${DEFAULT-VALUE}).")
    String name = "dev";

    /** Everything of the network is in it. */
    Path folder() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name for a network: use letters, digits, dots, dashes (--network)");
        return DefaultFolder.of("networks").resolve(name);
    }

    Background background() {
        return new Background(folder());
    }

    /** @throws IllegalArgumentException if there is no network of that name */
    @SuppressWarnings("MissingSummary")
    Background existing() {
        var background = background();
        if (background.exists()) return background;
        throw new IllegalArgumentException(
                "there is no network \"" + name + "\" in " + folder() + "; start one with: gridwork up" + argument());
    }

    /** What the user types to mean this network again. */
    String argument() {
        return name.equals("dev") ? "" : " --network " + name;
    }

    Path networkFile() {
        return folder().resolve(Network.FILE);
    }
}
