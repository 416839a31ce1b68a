package io.gridwork.devnet.app;

import io.gridwork.devnet.network.ComputeDevice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the workers of a network compute on. */
final class DeviceFlags {

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description =
                    "What the workers compute on: auto (the best OpenCL device), part of an OpenCL device's name, or"
                            + " reference (plain Java, slow) (default: " + ComputeDevice.BEST + ").")
    private @Nullable String device;

    Optional<String> device() {
        return Optional.ofNullable(device);
    }
}
