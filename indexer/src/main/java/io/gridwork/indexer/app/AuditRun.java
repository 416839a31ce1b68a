package io.gridwork.indexer.app;

import io.gridwork.abi.Address;
import io.gridwork.indexer.event.ChainIdentity;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.pipeline.Audit;
import io.gridwork.indexer.pipeline.Target;
import io.gridwork.indexer.source.EndpointSettings;
import io.gridwork.indexer.source.Endpoints;
import io.gridwork.indexer.source.LogReader;
import io.gridwork.indexer.source.Patience;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.indexer.store.jdbc.StoredFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An audit of a file, from the configuration it was made with or from what it tells of itself. */
final class AuditRun {
    private static final String ANYONE = "*";
    private static final String ADDRESS = "0x";
    private static final String BEACONS = "_beacons";

    private AuditRun() {}

    /**
     * Runs it. The file must not be written to by another meanwhile, and is locked.
     *
     * @param configured whether the configuration names the contracts
     */
    static Audit.Report of(ConfigReader reader, boolean configured, Verification level, boolean repair) {
        Path db = reader.db();
        if (Files.notExists(db))
            throw new Refusal("there is no database " + db + "; give the --db that gridwork index wrote");
        JdbcEventStore.chain(db);
        try (Endpoints endpoints = RpcEndpoints.open(reader.rpc(), EndpointSettings.of(Patience.LONG))) {
            LogReader source = new LogReader(endpoints);
            ChainIdentity chain = endpoints.identity();
            Catalogue catalogue = configured ? Catalogue.of(reader.read().contracts()) : null;
            List<EventTable> tables = catalogue == null ? List.of() : catalogue.tables();
            try (JdbcEventStore store = JdbcEventStore.open(db, chain, tables, List.of(), false)) {
                List<Target> targets = catalogue == null ? targets(store.feeds()) : catalogue.targets();
                return new Audit(source, store, targets, level, ConfigReader.DEFAULT_CONCURRENCY, repair).run();
            }
        }
    }

    private static List<Target> targets(Set<StoredFeed> feeds) {
        List<Target> targets = new ArrayList<>();
        for (StoredFeed feed : feeds) {
            if (feed.table().contract().endsWith(BEACONS)
                    || !(feed.emitter().equals(ANYONE) || feed.emitter().startsWith(ADDRESS))) {
                throw new Refusal("the table " + feed.table().name() + " is of contracts found by " + feed.emitter()
                        + ", and which they are is in the configuration; give its --config FILE");
            }
            Address address = feed.emitter().equals(ANYONE) ? null : Address.parse(feed.emitter());
            targets.add(new Target(new Feed(feed.table(), address), 0));
        }
        return targets;
    }
}
