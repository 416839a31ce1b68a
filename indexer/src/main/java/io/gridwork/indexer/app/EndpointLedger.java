package io.gridwork.indexer.app;

import io.gridwork.chain.Endpoints;
import io.gridwork.indexer.pipeline.Progress;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.rpc.ChainException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes down now and then what is known of the endpoints, so that a killed run's lessons are not lost. */
final class EndpointLedger implements Consumer<Progress> {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final JdbcEventStore store;
    private final Endpoints endpoints;
    private final InstantSource clock;
    private Instant due;

    EndpointLedger(JdbcEventStore store, Endpoints endpoints, InstantSource clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.clock = clock;
        this.due = clock.instant().plus(EVERY);
    }

    /** Called by the thread that writes, between two batches. */
    @Override
    public void accept(Progress progress) {
        if (clock.instant().isAfter(due)) save();
    }

    /** Runs, and writes down how it ended also when the endpoints were the reason. */
    Progress around(Supplier<Progress> run) {
        try {
            Progress end = run.get();
            save();
            return end;
        } catch (ChainException failure) {
            save();
            throw failure;
        }
    }

    private void save() {
        due = clock.instant().plus(EVERY);
        store.recordEndpoints(endpoints.usage());
    }
}
