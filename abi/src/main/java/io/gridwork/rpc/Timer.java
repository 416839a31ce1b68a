package io.gridwork.rpc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time, and letting it pass. */
public interface Timer extends InstantSource {
    /** Waits. @throws ChainException.Fatal when the thread is interrupted, and it stays so */
    void sleep(Duration duration);

    /** Waits in real time. @throws ChainException.Fatal as {@link #sleep} */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal("interrupted while waiting", interrupt);
        }
    }

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
            public void sleep(Duration duration) {
                pause(duration);
            }
        };
    }
}
