package io.gridwork.worker.job;

import io.gridwork.abi.Bytes;

/** How a run ended. */
public sealed interface RunResult {
    /**
     * An output to deliver.
     *
     * @param device name and driver of the device, for people
     * @param kernelNanos time from the first kernel's start to the last one's end
     * @param buildNanos time the compiler took; 0 where nothing was compiled
     * @param log what the kernel printed, cut at the limit of the manifest
     */
    record Computed(Bytes output, String device, long kernelNanos, long buildNanos, Energy energy, String log)
            implements RunResult {}

    /**
     * The job itself is at fault, and any worker would find the same: deliver {@code error.output()}.
     *
     * @param detail what this machine said about it, for people: never part of the result
     */
    record Failed(JobError error, String detail, Energy energy) implements RunResult {}

    /** This worker could not do it, and another one may: deliver nothing. */
    record Abandoned(String reason) implements RunResult {}
}
