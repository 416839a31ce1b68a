package io.gridwork.devnet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void aWrongCommandIsUsage() {
        assertThat(run("demos")).isEqualTo(2);
        assertThat(err.toString()).contains("demos");
    }

    @Test
    void aWrongNumberOfJobsIsUsageAndNamesTheBounds() {
        assertThat(run("demo", "--jobs", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--jobs 0 is out of bounds; give 1 to 1000");
    }

    @Test
    void anUnknownEngineFailsWithTheReasonFirst() {
        assertThat(run("demo", "--chain", "geth", "--dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("gridwork: error: chain engine \"geth\" is not known");
        assertThat(run("chain", "start", "--chain", "geth", "--dir", folder.toString()))
                .isEqualTo(1);
    }

    @Test
    void aDeviceThatIsNotThereStopsTheDemoWithTheRemedy() {
        assertThat(run("demo", "--device", "abacus", "--dir", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("gridwork: error: no ")
                .contains("apt-get install ocl-icd-libopencl1 pocl-opencl-icd", "--device reference");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stoppingWhereNothingRunsSaysSo() {
        assertThat(run("chain", "stop", "--dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("gridwork: error: no chain runs in " + folder);
    }

    @Test
    void aNetworkThatIsNotThereIsNamedWithTheCommandThatStartsIt() {
        for (String command : List.of("status", "down", "reset", "logs")) {
            assertThat(run(command, "--network", "never-started")).isEqualTo(1);
            assertThat(err.toString())
                    .contains("there is no network \"never-started\"", "gridwork up --network never-started");
            err.getBuffer().setLength(0);
        }
        assertThat(run("status", "--network", "../escape")).isEqualTo(1);
        assertThat(err.toString()).contains("\"../escape\" is no name for a network");
    }

    @Test
    void theFaucetWantsANetworkAndAnAddress() {
        assertThat(run("faucet", "--network", "never-started", "0x5FbDB2315678afecb367f032d93F642f64180aa3"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no network \"never-started\"");
        assertThat(run("faucet", "nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("nobody");
    }

    @Test
    void whatAnOptionOfUpMayBeIsSaid() {
        assertThat(run("up", "--workers", "99")).isEqualTo(2);
        assertThat(err.toString()).contains("--workers 99 is out of bounds; give 1 to 9");
    }

    @Test
    void aFolderWithOtherThingsInItIsNotTouched() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThat(run("demo", "--dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("gridwork: error: ");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void theStackTraceIsShownOnlyOnDemand() {
        run("chain", "stop", "--dir", folder.toString());
        assertThat(err.toString()).doesNotContain("\tat ");
        run("chain", "stop", "--debug", "--dir", folder.toString());
        assertThat(err.toString()).contains("\tat io.gridwork");
    }
}
