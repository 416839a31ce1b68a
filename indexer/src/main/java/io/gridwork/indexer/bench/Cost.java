package io.gridwork.indexer.bench;

import java.time.Duration;

/** What something took: seconds by the clock, and CPU seconds of all threads of this process, compiler and collector included. */
public record Cost(double seconds, double cpuSeconds) {
    /** Of doing it once. */
    public static Cost of(Runnable work) {
        Duration cpu = cpu();
        long start = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - start) / 1e9, cpu().minus(cpu).toNanos() / 1e9);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
