package io.gridwork.model;

/**
 * A node's ripe tickets. Whoever ripens in a dispute must not draw with the new ones, so those that were ripe before a time are asked for.
 * The contract keeps one earlier count, and keeps it for as long as a dispute can live: a node that ripens twice in that time draws with what
 * it had before the first.
 */
final class ModelTickets {
    private long count;
    private long earlier;
    private long ripenedAt;

    long count() {
        return count;
    }

    /** @param lifetime of a dispute, in seconds, or more */
    void ripen(long ripe, long now, long lifetime) {
        if (ripe == count) return;
        if (now > ripenedAt + lifetime) earlier = count;
        count = ripe;
        ripenedAt = now;
    }

    /** Stake or allowance have gone. */
    void limit(long most) {
        count = Math.min(count, most);
        earlier = Math.min(earlier, most);
    }

    long before(long time) {
        return ripenedAt < time ? count : Math.min(count, earlier);
    }
}
