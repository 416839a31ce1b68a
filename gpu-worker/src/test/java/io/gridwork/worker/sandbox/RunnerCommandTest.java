package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerCommandTest {
    @TempDir
    private Path folder;

    /** As in Debian's packages. Without it the probe said that user namespaces may be forbidden. */
    @Test
    void theConfigurationOfAJdkMayLieOutsideOfIt() throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk"));
        Path outside = Files.createDirectories(folder.resolve("etc"));
        Files.createDirectories(home.resolve("lib"));
        Files.createDirectories(home.resolve("conf/security"));
        Files.createFile(home.resolve("conf/security/java.security"));
        Files.createSymbolicLink(home.resolve("lib/jvm.cfg"), Files.createFile(outside.resolve("jvm-amd64.cfg")));

        assertThat(RunnerCommand.jdk(home)).containsExactly(home, outside.toRealPath());
    }
}
