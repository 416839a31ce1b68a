package io.gridwork.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.devnet.network.DevnetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    private static Settings settings(int base) {
        return new Settings("anvil", 5_000, 90, "auto", Settings.ports(base, 3));
    }

    @Test
    void portsFollowTheOneOfTheChain() {
        Settings settings = settings(8545);

        assertThat(settings.port(Settings.CHAIN)).isEqualTo(8545);
        assertThat(settings.port(Settings.INPUTS)).isEqualTo(8550);
        assertThat(settings.workers()).containsExactly("worker-1", "worker-2", "worker-3");
        assertThat(settings.port("worker-3")).isEqualTo(8553);
        assertThat(settings.port(Settings.INDEXER)).isEqualTo(8560);
        assertThat(Settings.ports(8545, Settings.MOST_WORKERS).values()).doesNotHaveDuplicates();
    }

    @Test
    void otherWorkersLeaveTheirFellowsPortsAlone() {
        var before = settings(0).ports();

        var more = Settings.withWorkers(before, 5);
        assertThat(more).containsAllEntriesOf(before).hasSize(before.size() + 2);
        assertThat(more.keySet()).first().isEqualTo(Settings.CHAIN);
        assertThat(more.keySet()).last().isEqualTo(Settings.INDEXER);
        assertThat(Settings.withWorkers(before, 1)).hasSize(4).containsEntry("worker-1", before.get("worker-1"));
    }

    @Test
    void zeroStandsForAnyFreePorts() {
        Settings settings = settings(0);

        assertThat(settings.ports().values()).doesNotContain(0).doesNotHaveDuplicates();
        settings.requirePortsFree(Duration.ZERO);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(taken.getLocalPort());

            assertThatThrownBy(() -> settings.requirePortsFree(Duration.ZERO))
                    .isInstanceOf(DevnetException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " (chain) is taken")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void areReadBackAsTheyWereWritten() throws IOException {
        Path file = folder.resolve("settings.json");
        assertThat(Settings.read(file)).isEmpty();
        settings(8545).write(file);
        assertThat(Settings.read(file)).contains(settings(8545));

        Files.writeString(file, "{");
        assertThatThrownBy(() -> Settings.read(file))
                .hasMessageContaining("settings.json")
                .hasMessageContaining("reset");
    }

    @Test
    void whatIsOutOfBoundsIsRefusedWithItsOption() {
        assertThatThrownBy(() -> new Up.Wanted(
                        Optional.empty(),
                        Optional.of(65_100),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false))
                .hasMessageContaining("--port 65100 is out of bounds");
        assertThatThrownBy(() -> new Up.Wanted(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(10),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false))
                .hasMessageContaining("--workers 10 is out of bounds; give 1 to 9");
    }
}
