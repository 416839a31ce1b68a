package io.gridwork.worker.job;

/**
 * What a job may use. Part of the program, so that "too much" means the same to every worker.
 *
 * @param buildMs time for the compiler, in milliseconds
 * @param wallMs time for all kernel launches together, in milliseconds
 * @param memoryBytes input, output and scratch memory together
 * @param outputBytes longest output
 * @param logBytes how much of what the kernel prints is kept
 */
public record Limits(long buildMs, long wallMs, long memoryBytes, long outputBytes, long logBytes) {
    public static final long MAX_MILLIS = 24L * 3600 * 1000;
    public static final long MAX_MEMORY = 64L << 30;
    public static final long MAX_OUTPUT = 1L << 30;
    public static final long MAX_LOG = 1L << 20;

    /** @throws BadManifestException naming the limit, its value and its bounds */
    public Limits {
        check("buildMs", buildMs, 1, MAX_MILLIS);
        check("wallMs", wallMs, 1, MAX_MILLIS);
        check("memoryBytes", memoryBytes, 1, MAX_MEMORY);
        check("outputBytes", outputBytes, 1, MAX_OUTPUT);
        check("logBytes", logBytes, 0, MAX_LOG);
        if (outputBytes > memoryBytes) {
            throw new BadManifestException(
                    "limits.outputBytes",
                    "is " + outputBytes + ", more than limits.memoryBytes " + memoryBytes
                            + ": the output is kept in memory");
        }
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new BadManifestException("limits." + name, "is " + value + ": give " + min + " to " + max);
        }
    }
}
