package io.gridwork.worker.market;

import java.time.Instant;

/** Whether our node may claim a job now. */
public sealed interface Draw {
    /** A claim would succeed in the next block. */
    record Open() implements Draw {}

    /** The draw lets the node in at that time. */
    record Later(Instant from) implements Draw {}

    /** @param obstacle the contract's error that a claim would meet, for people */
    record Closed(String obstacle) implements Draw {}
}
