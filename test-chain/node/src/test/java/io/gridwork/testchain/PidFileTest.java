package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.junit.UnderLoad;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@UnderLoad
final class PidFileTest {

    private static final URI URL = URI.create("http://127.0.0.1:8545");

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() {
        var me = PidFile.Id.of(ProcessHandle.current());
        var file = new PidFile("anvil", me, me, URL);
        file.write(folder);
        assertThat(PidFile.read(folder)).contains(file);
        assertThat(file.nodeRuns()).isTrue();
        assertThat(file.abandoned()).isFalse();
    }

    @Test
    void aStrangerWithTheNodesPidIsNeverEnded() {
        try (var stranger = ChildProcess.start(List.of("sleep", "600"), Map.of(), folder.resolve("log"))) {
            var known = PidFile.Id.of(stranger.handle());
            var reused = new PidFile.Id(known.pid(), known.started().minusSeconds(60));
            var file = new PidFile("anvil", reused, reused, URL);
            assertThat(file.nodeRuns()).isFalse();
            file.stopNode();
            assertThat(stranger.isAlive()).isTrue();
        }
    }

    @Test
    void theNextStartEndsTheNodeOfAJvmThatIsGone() {
        try (var orphan = ChildProcess.start(List.of("sleep", "600"), Map.of(), folder.resolve("log"))) {
            var node = PidFile.Id.of(orphan.handle());
            var gone = new PidFile.Id(Integer.MAX_VALUE, node.started());
            new PidFile("anvil", node, gone, URL).write(folder);
            DataFolder.claim(java.util.Optional.of(folder), "anvil");
            assertThat(orphan.isAlive()).isFalse();
        }
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndNamed() throws Exception {
        Files.writeString(folder.resolve(PidFile.NAME), "colour=blue\n");
        assertThatThrownBy(() -> PidFile.read(folder))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(folder.resolve(PidFile.NAME).toString())
                .hasMessageContaining("delete the folder");
    }
}
