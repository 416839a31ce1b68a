package io.gridwork.worker.sandbox;

import io.gridwork.worker.job.Energy;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures what a task uses: by the processor packages' counters (RAPL) where they can be read, else by processor time. */
final class EnergyMeter {
    private static final Path POWERCAP = Path.of("/sys/class/powercap");

    private final Path root;
    private final double watts;

    /**
     * A meter of this machine.
     *
     * @param watts what one busy processor draws; 0 when unknown
     */
    EnergyMeter(double watts) {
        this(POWERCAP, watts);
    }

    EnergyMeter(Path root, double watts) {
        this.root = root;
        this.watts = watts;
    }

    /** One package's counter, in microjoules, which starts again from 0 after {@code max}. */
    record Counter(Path folder, long value, long max) {
        long since(Counter before) {
            long used = value - before.value;
            return used >= 0 ? used : used + max + 1;
        }
    }

    /** The counters at one moment. */
    record Reading(List<Counter> counters) {}

    Reading read() {
        List<Counter> counters = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return new Reading(counters);
        }
        // Packages are intel-rapl:N; intel-rapl:N:M are parts of them.
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(
                root, folder -> folder.getFileName().toString().matches("intel-rapl:\\d+"))) {
            for (Path folder : folders) {
                counters.add(new Counter(folder, number(folder, "energy_uj"), number(folder, "max_energy_range_uj")));
            }
            return new Reading(counters);
        } catch (IOException e) {
            // Readable by root only on most systems: then it is an estimate.
            return new Reading(List.of());
        }
    }

    private static long number(Path folder, String name) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve(name)).strip());
    }

    /**
     * What was used since a reading.
     *
     * @param cpuMillis processor time of the task, -1 when unknown
     */
    Energy since(Reading before, long cpuMillis) {
        Reading now = read();
        long microJoules = 0;
        for (Counter counter : now.counters()) {
            for (Counter earlier : before.counters()) {
                if (counter.folder().equals(earlier.folder())) {
                    microJoules += counter.since(earlier);
                }
            }
        }
        if (microJoules > 0) {
            return new Energy(microJoules / 1000, Energy.Source.PACKAGE_COUNTER);
        }
        if (watts > 0 && cpuMillis >= 0) {
            return new Energy(Math.round(watts * cpuMillis), Energy.Source.ESTIMATE);
        }
        return Energy.UNKNOWN;
    }
}
