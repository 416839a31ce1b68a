package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gridwork.abi.Bytes;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.device.Frames;
import io.gridwork.worker.device.LinuxCalls;
import io.gridwork.worker.device.Message;
import io.gridwork.worker.device.Runner;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Linux keeps keys for sessions and users. Without the filter, so that the keyring alone is seen to hold. */
@UnderLoad
class KeysTest {
    private static final int ADD_KEY = 248;
    private static final int SESSION = -3;

    /** Leaves a key in the keyrings of the session, the user and the user's session. */
    private static final Task LEAVE = Kernels.task(
            Kernels.SYSCALL
                    + Kernels.kernel(
                            "char type[8] = \"user\", name[8] = \"gwx\", note[8] = \"note\";"
                                    + " for (int i = 0; i < 3; i++) out[i] = call5(248, (long)type, (long)name, (long)note, 4, -3 - i);"),
            "");

    /** Looks for it there: numbers of keys. */
    private static final Task LOOK = Kernels.task(
            Kernels.SYSCALL
                    + Kernels.kernel(
                            "char type[8] = \"user\", name[8] = \"gwx\";"
                                    + " for (int i = 0; i < 3; i++) out[i] = call5(250, 10, -3 - i, (long)type, (long)name, 0);"),
            "");

    private Bubblewrap sandbox;

    @BeforeEach
    void leaveAKeyInTheSessionOfTheWorker() {
        sandbox = SandboxedRunner.sandbox();
        LinuxCalls.joinNewSessionKeyring();
        try (Arena arena = Arena.ofConfined()) {
            long key = LinuxCalls.call(
                    ADD_KEY,
                    arena.allocateFrom("user").address(),
                    arena.allocateFrom("gwx").address(),
                    arena.allocateFrom("key").address(),
                    3,
                    SESSION);
            assumeThat(key).as("Linux has no keys here").isPositive();
        }
    }

    @Test
    void aKernelSeesNoKeyOfTheOperatorAndNoneOfTheJobBefore() throws IOException, InterruptedException {
        assertThat(SandboxedRunner.longs(SandboxedRunner.run(sandbox, Bytes.EMPTY, LEAVE))
                        .get(0))
                .isPositive();

        LongBuffer found = SandboxedRunner.longs(SandboxedRunner.run(sandbox, Bytes.EMPTY, LOOK));

        for (int i = 0; i < 3; i++)
            assertThat(found.get(i)).as("keyring %d", -3 - i).isNegative();
    }

    @Test
    void bubblewrapAloneHidesNone() throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create()) {
            Bubblewrap open = new Bubblewrap(sandbox.executable(), workspace, Bytes.EMPTY, false);
            RunnerCommand command = RunnerCommand.of(RunnerConfig.DEFAULT, open, "");
            ProcessBuilder builder = new ProcessBuilder(command.arguments(open.scratch(), Runner.COMPILE_AND_EXECUTE));
            builder.environment().putAll(command.environment(open.scratch()));
            Process runner =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try {
                assertThat(Frames.read(runner.getInputStream(), 1 << 20)).get().isInstanceOf(Message.Ready.class);
                Frames.write(runner.getOutputStream(), new Message.Assign(LOOK, Variation.NONE));
                assertThat(Frames.read(runner.getInputStream(), 1 << 20)).contains(new Message.Built());
                Message.Done done = (Message.Done)
                        Frames.read(runner.getInputStream(), 1 << 20).orElseThrow();
                assertThat(ByteBuffer.wrap(done.output().toArray())
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong())
                        .isPositive();
            } finally {
                runner.destroyForcibly();
            }
        }
    }
}
