package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineSelectionTest {

    @TempDir
    Path machine;

    private Surroundings with(Map<String, String> environment) {
        return new Surroundings(
                environment, Map.of("user.home", machine.resolve("home").toString()), machine);
    }

    private Path program(String path) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void autoTakesBesuWhereItIsThere() throws Exception {
        Path besu = program("opt/besu/bin/besu");
        program("bin/anvil");
        var selection = EngineSelection.of(
                "auto", with(Map.of("BESU_HOME", machine.resolve("opt/besu").toString(), "PATH", machine + "/bin")));
        assertThat(selection.engine()).isEqualTo(new BesuEngine(besu, "by BESU_HOME"));
        assertThat(selection.reason()).isEqualTo("chain: besu (found by BESU_HOME)");
    }

    @Test
    void autoFallsBackToAnvilAndSaysWhyInOneLine() throws Exception {
        Path anvil = program("bin/anvil");
        var selection = EngineSelection.of("auto", with(Map.of("PATH", machine + "/bin")));
        assertThat(selection.engine()).isEqualTo(new AnvilEngine(anvil.toRealPath(), "on PATH"));
        assertThat(selection.reason())
                .startsWith("chain: anvil (found on PATH), because there is no Besu in BESU_HOME, on PATH or in ")
                .endsWith("besu-26.4.0")
                .doesNotContain("\n");
    }

    @Test
    void findsBesuInTheUsersCacheAndHonoursXdg() throws Exception {
        Path besu = program("cache/gridwork/besu-26.4.0/bin/besu");
        var selection = EngineSelection.of("besu", with(Map.of("XDG_CACHE_HOME", machine + "/cache")));
        assertThat(selection.engine().executable()).isEqualTo(besu);
    }

    @Test
    void startsTheNativeProgramBehindTheNpmCommand() throws Exception {
        program("contracts/node_modules/@foundry-rs/anvil/bin.mjs");
        Path program = program("contracts/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
        Path link = machine.resolve("contracts/node_modules/.bin/anvil");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../@foundry-rs/anvil/bin.mjs"));
        var deep = Files.createDirectories(machine.resolve("indexer/src"));
        var root = Map.of("gridwork.root", machine.toString());
        for (var here :
                List.of(new Surroundings(Map.of(), Map.of(), deep), new Surroundings(Map.of(), root, Path.of("/"))))
            assertThat(EngineSelection.of("anvil", here).engine().executable()).isEqualTo(program.toRealPath());
    }

    @Test
    void whatIsAskedForAndAbsentIsAnErrorWithItsRemedy() {
        assertThatThrownBy(() -> EngineSelection.of("besu", with(Map.of())))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("gridwork chain install-besu");
        assertThatThrownBy(() -> EngineSelection.of("anvil", with(Map.of("GRIDWORK_ANVIL", "/no/anvil"))))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("GRIDWORK_ANVIL is /no/anvil");
        assertThatThrownBy(() -> EngineSelection.of("auto", with(Map.of())))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("no test chain: no Besu in")
                .hasMessageContaining("npm ci --prefix contracts");
    }

    @Test
    void aWrongBesuHomeIsNamedEvenWhenAnvilIsThere() throws Exception {
        program("bin/anvil");
        var selection = EngineSelection.of("auto", with(Map.of("BESU_HOME", "/no/besu", "PATH", machine + "/bin")));
        assertThat(selection.reason()).contains("BESU_HOME is /no/besu");
    }

    @Test
    void anUnknownEngineIsRefusedWithTheNamesThatAreKnown() {
        assertThatThrownBy(() -> EngineSelection.of("geth", with(Map.of())))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("\"geth\"")
                .hasMessageContaining("auto, besu or anvil");
    }

    @Test
    void theSystemPropertyIsStrongerThanTheEnvironment() {
        var here = new Surroundings(
                Map.of(EngineSelection.VARIABLE, "besu"), Map.of(EngineSelection.PROPERTY, "anvil"), machine);
        assertThat(here.setting(EngineSelection.PROPERTY, EngineSelection.VARIABLE))
                .contains("anvil");
    }
}
