package io.gridwork.indexer.source;

import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Timer;
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
    public void sleep(Duration duration) {
        if (Thread.currentThread().isInterrupted()) throw new ChainException.Fatal("interrupted", null);
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
