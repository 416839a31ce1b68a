package io.gridwork.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time, and letting it pass. */
public interface Timer extends InstantSource {
    /** Waits. @throws InterruptedException when the thread is to end */
    void sleep(Duration duration) throws InterruptedException;

    /** Real time, for what needs no date. */
    static Timer steady() {
        return real(() -> Instant.EPOCH);
    }

    /** Real time. It starts with the machine's clock and goes on steadily, whatever becomes of that clock. */
    static Timer real(InstantSource clock) {
        Instant start = clock.instant();
        long nanos = System.nanoTime();
        return new Timer() {
            @Override
            public Instant instant() {
                return start.plusNanos(System.nanoTime() - nanos);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
