package io.gridwork.indexer.app;

import io.gridwork.indexer.event.Refusal;
import io.gridwork.network.Network;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command reads. */
final class DatabaseFlags {
    @Option(
            names = "--db",
            paramLabel = "FILE",
            defaultValue = "${env:GRIDWORK_DB}",
            description = "The file that 'gridwork index' writes. Environment: GRIDWORK_DB.")
    @Nullable Path db;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "${env:GRIDWORK_NETWORK}",
            description =
                    "Or the development network whose indexer writes it, such as dev. Environment: GRIDWORK_NETWORK.")
    @Nullable String network;

    Path file() {
        if (db != null) return db;
        Network found =
                network().orElseThrow(() -> new Refusal("no database is named; give --db FILE, or --network NAME"));
        return found.development()
                .orElseThrow(() -> new Refusal("the network of " + found.file()
                        + " has no database of its own; give --db FILE, which 'gridwork index' writes"))
                .database();
    }

    /** The network that is named, if one is. */
    Optional<Network> network() {
        return Optional.ofNullable(network).map(name -> network(name, System.getenv()));
    }

    /** The network of that name or file. */
    static Network network(String name, Map<String, String> environment) {
        try {
            return Network.find(name, Path.of(""), environment);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }
}
