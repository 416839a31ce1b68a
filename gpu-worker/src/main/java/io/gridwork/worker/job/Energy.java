package io.gridwork.worker.job;

/** What a run used. Reported with the result, never priced. */
public record Energy(long milliJoules, Source source) {
    public static final Energy UNKNOWN = new Energy(0, Source.NONE);

    /** Same order as the contracts' {@code EnergySource}. */
    public enum Source {
        /** Not measured. */
        NONE,
        /** The GPU's own counter. */
        DEVICE_COUNTER,
        /** The processor package's counter (RAPL): the whole package, other work on it included. */
        PACKAGE_COUNTER,
        /** CPU seconds times configured watts. */
        ESTIMATE
    }
}
