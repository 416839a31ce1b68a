package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code gridwork index} while blocks come. */
final class FollowTask implements Task {

    private static final int BLOCKS = 6;
    private static final int EVENTS = 3;

    private final FaultNetwork network;
    private final Path folder;
    private final Path database;
    private long target;
    private int events;

    FollowTask(FaultNetwork network, Path folder) {
        this.network = network;
        this.folder = folder;
        this.database = folder.resolve("follow.db");
        this.target = network.devnet().client().blockNumber() + BLOCKS;
    }

    @Override
    public Command start(URI rpc) {
        return IndexTask.command(network, rpc, database, folder, List.of("--poll-millis=100"));
    }

    @Override
    public boolean isReached() {
        if (!network.makesBlocks()) target = network.devnet().client().blockNumber();
        else if (events < EVENTS) {
            events++;
            network.someEvent();
        }
        return written() >= target;
    }

    /** The last block that all tables cover. */
    private long written() {
        if (!Files.exists(database)) return -1;
        var out = new StringWriter();
        String last =
                "SELECT coalesce(min(last), -1) FROM (SELECT max(to_block) AS last FROM _coverage GROUP BY table_name, address)";
        try {
            new Query(last, Duration.ofSeconds(30), 10).run(database, ResultFormat.csv, out);
        } catch (Refusal e) {
            // The indexer makes its tables when it starts.
            return -1;
        }
        return out.toString().lines().skip(1).findFirst().map(Long::parseLong).orElse(-1L);
    }

    @Override
    public void requireSameEnd(Command command, int foreign) {
        command.close();
        assertThat(ContentHash.of(database))
                .as("rows")
                .isEqualTo(ContentHash.of(Undisturbed.index(network, written())));
    }
}
