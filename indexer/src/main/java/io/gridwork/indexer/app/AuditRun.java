package io.gridwork.indexer.app;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.pipeline.Audit;
import io.gridwork.indexer.pipeline.Target;
import io.gridwork.indexer.store.jdbc.JdbcEventReader;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.Timer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** An audit of a file by what it tells of itself. */
final class AuditRun {
    private AuditRun() {}

    /**
     * Runs it. An indexer can follow the same file meanwhile, unless ranges are to be repaired: then the file is locked.
     *
     * @param rpc nodes to compare with, the preferred one first
     */
    static Audit.Report of(Path db, List<URI> rpc, Verification level, boolean repair) {
        if (Files.notExists(db))
            throw new Refusal("there is no database " + db + "; give the --db that gridwork index wrote");
        JdbcEventStore.chain(db);
        try (Endpoints endpoints = new Endpoints(
                rpc, RpcOptions.DEFAULT.withPatience(Patience.LONG), Timer.real(InstantSource.system()))) {
            LogReader source = new LogReader(endpoints);
            ChainIdentity chain = endpoints.identity();
            if (!repair) {
                try (JdbcEventReader store = JdbcEventReader.open(db, chain)) {
                    return new Audit(source, store, targets(store), level, ConfigReader.DEFAULT_CONCURRENCY).run();
                }
            }
            try (JdbcEventStore store = JdbcEventStore.open(db, chain, List.of(), List.of())) {
                return Audit.repairing(source, store, targets(store), level, ConfigReader.DEFAULT_CONCURRENCY)
                        .run();
            }
        }
    }

    private static List<Target> targets(JdbcEventReader store) {
        return store.eventSources().stream()
                .map(eventSource -> new Target(eventSource, 0))
                .toList();
    }
}
