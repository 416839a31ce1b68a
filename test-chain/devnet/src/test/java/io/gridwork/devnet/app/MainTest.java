package io.gridwork.devnet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
