package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.device.Frames;
import io.gridwork.worker.device.Message;
import io.gridwork.worker.device.Runner;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.SearchParams;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor that dies closes its ends of the pipes, and that is all a runner hears of it. */
@UnderLoad
class RunnerOrphanTest {
    @TempDir
    private Path scratch;

    @Test
    void aRunnerEndsWithItsSupervisorInTheMiddleOfATask() throws IOException, InterruptedException {
        RunnerConfig config = new RunnerConfig(RunnerConfig.REFERENCE, 1, 256 << 20, RunnerConfig.Mode.OFF, 0);
        Workspace workspace = Workspace.create();
        RunnerCommand command = RunnerCommand.of(config, new PlainProcess("a test", workspace), Runner.REFERENCE);
        Process runner = new ProcessBuilder(command.arguments(scratch, Runner.COMPILE_AND_EXECUTE)).start();
        try (workspace) {
            assertThat(Frames.read(runner.getInputStream(), 1 << 20)).get().isInstanceOf(Message.Ready.class);
            Bytes endless = new SearchParams(0, SearchParams.MAX_COUNT, Hash32.ZERO).encode();
            Task task = new Task(Search.KECCAK256, endless, Bytes.wrap(new byte[32]));
            Frames.write(runner.getOutputStream(), new Message.Assign(task, Variation.NONE));
            assertThat(Frames.read(runner.getInputStream(), 1 << 20)).contains(new Message.Built());

            runner.getOutputStream().close();

            assertThat(runner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            runner.destroyForcibly();
        }
    }
}
