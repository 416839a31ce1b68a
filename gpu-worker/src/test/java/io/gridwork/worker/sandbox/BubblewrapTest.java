package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Bytes;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.program.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bwrap that does not answer, or is killed in the middle of its start. */
@UnderLoad
class BubblewrapTest {
    @TempDir
    private Path folder;

    @Test
    void oneThatDoesNotAnswerIsKilledAndNamed() throws IOException, InterruptedException {
        assertThat(probe("sleep 86399", 200)).contains("bubblewrap did not answer within 200 ms");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> running("sleep\00086399").isEmpty());
    }

    @Test
    void oneThatIsTooOldIsNamed() throws IOException, InterruptedException {
        assertThat(probe("echo bwrap: Unknown option --size; exit 1", 60_000))
                .contains("bubblewrap is too old, 0.7 or newer is needed: bwrap: Unknown option --size");
    }

    @Test
    void oneThatIsForbiddenToMakeNamespacesIsNamed() throws IOException, InterruptedException {
        assertThat(probe("echo bwrap: No permissions to create a new namespace; exit 1", 60_000))
                .hasValueSatisfying(reason -> assertThat(reason).contains("user namespaces may be forbidden"));
    }

    @Test
    void withoutAFilterForItsProcessorItRunsNoKernelsOfUsers() {
        try (Workspace workspace = Workspace.create()) {
            Isolation isolation = new Bubblewrap(folder, workspace, Bytes.EMPTY, true);

            assertThat(isolation.description()).contains("without a filter");
            assertThat(isolation.refusal())
                    .hasValueSatisfying(reason -> assertThat(reason).contains(System.getProperty("os.arch")));
        }
    }

    @Test
    void aKernelMakesNoUserNamespaceEvenWithoutAFilter() throws IOException, InterruptedException {
        Bubblewrap found = SandboxedRunner.sandbox();
        assumeThat(found.disableUserNamespaces())
                .as("this bwrap has --disable-userns")
                .isTrue();
        Bubblewrap open = new Bubblewrap(found.executable(), found.workspace(), Bytes.EMPTY, false);
        // CLONE_NEWUSER and SIGCHLD; the child ends at once.
        Task clone = Kernels.task(
                Kernels.SYSCALL
                        + Kernels.kernel("long id = call(56, 0x10000011, 0, 0); if (id == 0) call(231, 0, 0, 0);"
                                + " out[0] = id;"),
                "");

        assertThat(SandboxedRunner.longs(SandboxedRunner.run(open, Bytes.EMPTY, clone))
                        .get(0))
                .isPositive();
        assertThat(SandboxedRunner.longs(SandboxedRunner.run(found, Bytes.EMPTY, clone))
                        .get(0))
                .isNegative();
    }

    private Optional<String> probe(String script, long millis) throws IOException, InterruptedException {
        Path bwrap = Files.writeString(folder.resolve("bwrap"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(bwrap, PosixFilePermissions.fromString("rwx------"));
        try (Workspace workspace = Workspace.create()) {
            return new Bubblewrap(bwrap, workspace, Bytes.EMPTY, false).probe(millis);
        }
    }

    /** Between its clone() and its message to the child. Without the message the child waits for ever, whoever else is gone. */
    @Test
    void oneThatIsKilledInTheMiddleOfItsStartLeavesNothingBehind() throws IOException {
        Path bwrap = SandboxedRunner.sandbox().executable();
        String name = "mark-" + folder.getFileName();
        try (Workspace workspace = Workspace.create()) {
            // Its descriptor 0 is the pipe on which a runner gets its task, so bwrap waits for the test there.
            List<String> prefix = List.of(
                    "/bin/sh",
                    "-c",
                    "shift 2; exec setsid \"$0\" --unshare-all --unshare-user --userns-block-fd 0 --info-fd 2 --hostname "
                            + name + " --ro-bind / / \"$@\"",
                    bwrap.toString(),
                    "",
                    "");
            RunnerCommand command =
                    new RunnerCommand(RunnerConfig.DEFAULT, new PlainProcess("a test", workspace), "", "", prefix);
            RunnerProcess process = RunnerProcess.start(command, "");
            await().atMost(Duration.ofMinutes(1)).until(() -> running(name).size() == 2);

            process.close();

            await().atMost(Duration.ofMinutes(1)).until(() -> running(name).isEmpty());
        }
    }

    /** Processes with this in their command line. One that has ended and that nobody has waited for has none. */
    private static List<Path> running(String text) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            return StreamSupport.stream(processes.spliterator(), false)
                    .filter(process -> commandLine(process).contains(text))
                    .toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
