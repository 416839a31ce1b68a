package io.gridwork.worker.loop;

import io.gridwork.rpc.ChainException;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.Market;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the node is there and does not lag. A node whose newest block is old still serves for reveals, which only get later by
 * waiting; claiming on its word could bind a bond to a job that is long over.
 */
public final class ChainWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);

    /** What is known about the node. */
    public enum Health {
        /** Nothing yet. */
        STARTING,
        WELL,
        /** It answers, but its newest block is older than allowed. */
        LAGGING,
        /** It does not answer. */
        AWAY
    }

    private final Market market;
    private final InstantSource clock;
    private final Duration maxLag;
    private volatile Health health = Health.STARTING;
    private volatile @Nullable Head head;
    private volatile @Nullable Instant looked;

    /** @param maxLag oldest newest block that is trusted; zero trusts any */
    public ChainWatch(Market market, InstantSource clock, Duration maxLag) {
        this.market = market;
        this.clock = clock;
        this.maxLag = maxLag;
    }

    /** Asks for the newest block; empty when the node does not answer. */
    public Optional<Head> look() {
        looked = clock.instant();
        try {
            Head newest = market.head();
            head = newest;
            become(
                    isOld(newest.time()) ? Health.LAGGING : Health.WELL,
                    "its newest block is " + newest.number() + " of " + newest.time());
            return Optional.of(newest);
        } catch (ChainException.Retryable e) {
            become(Health.AWAY, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isOld(Instant time) {
        return !maxLag.isZero() && time.plus(maxLag).isBefore(clock.instant());
    }

    private void become(Health now, String why) {
        if (now == health) return;
        switch (now) {
            case WELL -> LOG.info("the blockchain node answers, and is up to date: {}", why);
            case LAGGING ->
                LOG.warn("the blockchain node lags behind, no job is claimed until it has caught up: {}", why);
            case AWAY -> LOG.warn("the blockchain node does not answer, no job is claimed until it does: {}", why);
            case STARTING -> {}
        }
        health = now;
    }

    public Health health() {
        return health;
    }

    /** When the chain was last looked at, with whatever result; null before the first time. */
    public @Nullable Instant looked() {
        return looked;
    }

    /** The newest block seen; null before the first. */
    public @Nullable Head head() {
        return head;
    }
}
