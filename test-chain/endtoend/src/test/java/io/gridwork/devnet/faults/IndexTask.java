package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.query.ContentHash;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gridwork index --to-block}: the events of a network up to a block. */
final class IndexTask implements Task {

    private final FaultNetwork network;
    private final Path folder;
    private final Path database;

    IndexTask(FaultNetwork network, Path folder) {
        this.network = network;
        this.folder = folder;
        this.database = folder.resolve("index.db");
    }

    @Override
    public Command start(URI rpc) {
        return command(network, rpc, database, folder, List.of("--to-block=" + network.indexed()));
    }

    static Command command(FaultNetwork network, URI rpc, Path database, Path folder, List<String> more) {
        var arguments = new ArrayList<>(List.of(
                "index",
                "--rpc=" + rpc,
                "--preset=gridwork",
                "--deployment=" + network.devnet().record(),
                "--db=" + database));
        arguments.addAll(more);
        return Command.ofIndexer(arguments, folder.resolve("log"));
    }

    @Override
    public void requireSameEnd(Command command, int foreign) {
        assertThat(ContentHash.of(database))
                .as("rows")
                .isEqualTo(ContentHash.of(Undisturbed.index(network, network.indexed())));
    }
}
