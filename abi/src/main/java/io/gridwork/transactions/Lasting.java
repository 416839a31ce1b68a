package io.gridwork.transactions;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Tells what has lasted from what a lagging endpoint shows for a moment: in blocks, or in time where no blocks come. */
final class Lasting<K> {
    private record Since(long block, long nanos) {}

    private final Map<K, Since> since = new HashMap<>();
    private final int blocks;
    private final Duration time;

    /** @param blocks and {@code time} after which something has lasted; whichever is over first */
    Lasting(int blocks, Duration time) {
        this.blocks = blocks;
        this.time = time;
    }

    boolean isOver(K what, Sight now) {
        Since first = since.computeIfAbsent(what, _ -> new Since(now.number(), now.nanos()));
        return now.number() - first.block() >= blocks || now.nanos() - first.nanos() >= time.toNanos();
    }

    void forget(K what) {
        since.remove(what);
    }

    void forgetAll() {
        since.clear();
    }
}
