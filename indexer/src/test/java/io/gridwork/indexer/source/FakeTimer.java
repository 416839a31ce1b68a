package io.gridwork.indexer.source;

import io.gridwork.chain.Timer;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only by being waited for. */
public final class FakeTimer implements Timer {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private Instant now = START;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        pass(duration);
    }

    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    /** Since this was made. */
    public synchronized Duration passed() {
        return Duration.between(START, now);
    }
}
