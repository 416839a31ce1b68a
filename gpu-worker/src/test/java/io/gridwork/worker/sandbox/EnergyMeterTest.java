package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.worker.job.Energy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyMeterTest {
    @TempDir
    private Path root;

    private void counter(String name, long microJoules, long max) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(folder.resolve("energy_uj"), microJoules + "\n");
        Files.writeString(folder.resolve("max_energy_range_uj"), max + "\n");
    }

    @Test
    void addsUpThePackagesAndNotTheirParts() throws IOException {
        EnergyMeter meter = new EnergyMeter(root, 50);
        counter("intel-rapl:0", 1_000, 1 << 30);
        counter("intel-rapl:0:0", 0, 1 << 30);
        counter("intel-rapl:1", 5_000, 1 << 30);
        EnergyMeter.Reading before = meter.read();
        counter("intel-rapl:0", 2_001_000, 1 << 30);
        counter("intel-rapl:0:0", 9_000_000, 1 << 30);
        counter("intel-rapl:1", 1_005_000, 1 << 30);

        assertThat(meter.since(before, 10)).isEqualTo(new Energy(3_000, Energy.Source.PACKAGE_COUNTER));
    }

    @Test
    void aCounterThatStartedAgainIsUnderstood() throws IOException {
        EnergyMeter meter = new EnergyMeter(root, 0);
        counter("intel-rapl:0", 9_999_000, 9_999_999);
        EnergyMeter.Reading before = meter.read();
        counter("intel-rapl:0", 4_000, 9_999_999);

        assertThat(meter.since(before, 10)).isEqualTo(new Energy(5, Energy.Source.PACKAGE_COUNTER));
    }

    @Test
    void withoutACounterItIsProcessorTimeTimesWatts() {
        EnergyMeter meter = new EnergyMeter(root.resolve("absent"), 65);

        assertThat(meter.since(meter.read(), 2_000)).isEqualTo(new Energy(130_000, Energy.Source.ESTIMATE));
    }

    @Test
    void whatIsNotKnownIsNotInvented() {
        EnergyMeter unconfigured = new EnergyMeter(root.resolve("absent"), 0);
        EnergyMeter blind = new EnergyMeter(root.resolve("absent"), 65);

        assertThat(unconfigured.since(unconfigured.read(), 2_000)).isEqualTo(Energy.UNKNOWN);
        assertThat(blind.since(blind.read(), -1)).isEqualTo(Energy.UNKNOWN);
    }

    @Test
    void theSourcesHaveTheNumbersOfTheContracts() {
        assertThat(Energy.Source.values())
                .extracting(Enum::ordinal)
                .as("%s", (Object[]) io.gridwork.contracts.EnergySource.values())
                .hasSameSizeAs(io.gridwork.contracts.EnergySource.values());
    }
}
