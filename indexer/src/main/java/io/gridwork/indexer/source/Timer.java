package io.gridwork.indexer.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time, and letting it pass. */
public interface Timer extends InstantSource {
    /** Waits. @throws InterruptedException when the thread is to end */
    void sleep(Duration duration) throws InterruptedException;

    /** The real one, by this clock. */
    static Timer of(InstantSource clock) {
        return new Timer() {
            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
