package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Besu's start script is called. A script in its place says what it was given, and ends. */
@UnderLoad
final class BesuStartTest {

    @TempDir
    Path folder;

    @BeforeEach
    void scriptsRunHere() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    }

    private Path script(String body) throws IOException {
        Path file = Files.writeString(folder.resolve("besu"), "#!/bin/sh\n" + body);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private String environmentOfBesu(Map<String, String> user) throws Exception {
        Path said = folder.resolve("said");
        Path besu = script("echo \"$JAVA_HOME|$JAVA_OPTS|$BESU_OPTS\" > '" + said + "'\n");
        Process child = ChildJvm.start(
                StartInChild.class,
                user,
                besu.toString(),
                folder.resolve("data").toString());
        assertThat(child.waitFor()).isEqualTo(1); // this Besu has ended without a word
        return Files.readString(said).strip();
    }

    /** Besu's script gives the JVM JAVA_OPTS before BESU_OPTS, and the JVM takes the later of two options. */
    @Test
    void theUsersOptionsStandAfterOurs() throws Exception {
        var user = Map.of("JAVA_OPTS", "-Xmx4g", "BESU_OPTS", "-Xmx8g -Dx=y z", "JAVA_HOME", "/opt/java-8");
        assertThat(environmentOfBesu(user))
                .isEqualTo(System.getProperty("java.home") + "|-XX:TieredStopAtLevel=1 -Xmx1g -Xmx4g|-Xmx8g -Dx=y z");
    }

    @Test
    void withoutOptionsOfTheUserOursHold() throws Exception {
        assertThat(environmentOfBesu(Map.of("JAVA_OPTS", "", "BESU_OPTS", "")))
                .endsWith("|-XX:TieredStopAtLevel=1 -Xmx1g|");
    }

    private void start(Path besu, Duration limit) {
        new BesuEngine(besu, "by the test")
                .start(ChainOptions.defaults()
                        .withDataFolder(folder.resolve("data"))
                        .withStartLimit(limit))
                .close();
    }

    @Test
    void aBesuThatNeedsANewerJavaIsToldAsSuch() throws Exception {
        Path besu = script("echo 'Error: java.lang.UnsupportedClassVersionError: org/hyperledger/besu/Besu'\nexit 1\n");
        assertThatThrownBy(() -> start(besu, ChainOptions.START_LIMIT))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll("needs a newer Java than " + Runtime.version(), "gridwork chain install-besu");
    }

    @Test
    void aStartThatTakesTooLongNamesTheOptionThatGivesItMoreTime() throws Exception {
        Path besu = script("exec sleep 600\n");
        assertThatThrownBy(() -> start(besu, Duration.ofMillis(100)))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll(
                        "did not answer within 100 ms",
                        "--start-timeout",
                        "gridwork.startTimeout",
                        "GRIDWORK_START_TIMEOUT");
    }
}
