package io.gridwork.indexer.app;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.event.View;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gridwork index} is to do, from flags, environment and file.
 *
 * @param rpc nodes of one chain, the preferred one first
 * @param chain the chain that a deployment record was made for; null where none was given
 * @param toBlock last block wanted; null to follow the head
 * @param concurrency requests under way at a time at most
 * @param maxRps calls a second to each endpoint at most; null for no budget
 * @param poll pause before the head is asked for again
 * @param keepRaw which logs are kept as the chain holds them
 * @param verification how what a node gives is checked
 * @param httpPort loopback port of {@code /metrics} and {@code /health}; 0 for none
 */
public record IndexerConfig(
        List<URI> rpc,
        Path db,
        List<ContractConfig> contracts,
        List<View> views,
        @Nullable ChainIdentity chain,
        @Nullable Long toBlock,
        int concurrency,
        @Nullable Integer maxRps,
        Duration poll,
        int httpPort,
        KeepRaw keepRaw,
        Verification verification) {
    public IndexerConfig {
        rpc = List.copyOf(rpc);
        contracts = List.copyOf(contracts);
        views = List.copyOf(views);
    }

    /** The database file's name without its end: what tells this chain from the others of a run. */
    public String name() {
        return String.valueOf(db.getFileName()).replaceFirst("\\.[A-Za-z0-9]+$", "");
    }
}
