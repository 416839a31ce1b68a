package io.gridwork.devnet.network;

import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;

/**
 * The device that a network's workers compute on.
 *
 * @param choice as {@code worker run --device} takes it
 * @param description name, platform, driver and sandbox
 */
public record ComputeDevice(String choice, String description) {

    /** The best OpenCL device. */
    public static final String BEST = RunnerConfig.AUTO;

    /**
     * Opens the device once, as each worker will do.
     *
     * @throws DevnetException with the remedy, if it is not there
     */
    public static ComputeDevice open(String choice) {
        var one = RunnerConfig.DEFAULT;
        var config = new RunnerConfig(choice, one.slots(), one.memoryBytes(), one.isolation(), one.watts());
        try (var runner = RunnerPool.open(config)) {
            return new ComputeDevice(choice, runner.description());
        } catch (RunnerException e) {
            throw new DevnetException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while opening the device " + choice, e);
        }
    }
}
