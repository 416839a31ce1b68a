package io.gridwork.contracts;

/** Where an energy figure comes from, numbered as the Solidity enum {@code EnergySource}. Reported, never priced. */
public enum EnergySource {
    /** Not measured: the figure is 0. */
    NONE,
    /** The GPU's own counter (NVML total energy or its like). */
    DEVICE_COUNTER,
    /** The processor package's counter (RAPL). */
    PACKAGE_COUNTER,
    /** Busy seconds times configured watts. */
    ESTIMATE;

    /** @throws IllegalArgumentException if the contract knows no such source */
    public static EnergySource of(Number code) {
        return EnumCode.constant(values(), code);
    }

    /** The number the contract uses. */
    public int code() {
        return EnumCode.of(this);
    }
}
