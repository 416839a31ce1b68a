package io.gridwork.devnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    private final Processes processes = new Processes();

    @TempDir
    private Path folder;

    @AfterEach
    void endAll() {
        processes.close();
    }

    private ChildProcess ended(int status) throws InterruptedException {
        var process =
                ChildProcess.start(List.of("sh", "-c", "echo done; exit " + status), Map.of(), folder.resolve("log"));
        assertThat(process.awaitExit(Duration.ofMinutes(1))).isTrue();
        return process;
    }

    @Test
    void aWorkerMayNotEnd() throws Exception {
        processes.watch("worker-1", ended(0));
        assertThatThrownBy(processes::requireAlive).hasMessageContaining("worker-1 has ended with status 0");
    }

    @Test
    void aCommandMayEndWellAndNotOtherwise() throws Exception {
        processes.watchCommand("challenge", ended(0));
        assertThatCode(processes::requireAlive).doesNotThrowAnyException();
        processes.watchCommand("challenge", ended(3));
        assertThatThrownBy(processes::requireAlive)
                .hasMessageContaining("challenge has ended with status 3")
                .hasMessageContaining("done");
    }
}
