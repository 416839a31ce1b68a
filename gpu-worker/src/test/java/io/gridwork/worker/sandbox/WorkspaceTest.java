package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));

    private static Path left(String process) throws IOException {
        Path folder = Files.createTempDirectory(PARENT, "gridwork-runner-" + process + "-");
        Files.createFile(folder.resolve("lock"));
        Files.createDirectory(folder.resolve("classes"));
        return folder;
    }

    @Test
    void removesWhatAKilledWorkerHasLeftAndNothingElse() throws IOException {
        Path killed = left("4000000000");
        Path own = left(Long.toString(ProcessHandle.current().pid()));
        Path starting = Files.createTempDirectory(PARENT, "gridwork-runner-4000000000-");
        try (Workspace inUse = Workspace.create();
                Workspace next = Workspace.create()) {
            assertThat(killed).doesNotExist();
            assertThat(own).exists();
            assertThat(starting).exists();
            assertThat(inUse.file("x".getBytes(StandardCharsets.UTF_8))).hasContent("x");
            assertThat(next.file("y".getBytes(StandardCharsets.UTF_8))).hasContent("y");
        } finally {
            Workspace.remove(own);
            Workspace.remove(starting);
        }
    }

    @Test
    void isGoneWhenItIsClosed() {
        Workspace workspace = Workspace.create();
        Path file = workspace.file(new byte[1]);

        workspace.close();

        assertThat(file.getParent()).doesNotExist();
    }
}
