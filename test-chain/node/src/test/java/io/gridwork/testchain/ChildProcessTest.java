package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.junit.UnderLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the guard is a POSIX shell")
@UnderLoad
final class ChildProcessTest {

    @TempDir
    Path folder;

    /** A JVM of its own that starts a child, tells its pid and waits to be killed. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            var child = ChildProcess.start(List.of("sleep", "600"), Map.of(), Path.of(args[0]));
            System.out.println(child.pid());
            Thread.sleep(Duration.ofMinutes(10));
        }
    }

    @Test
    void aChildDiesWithAJvmThatIsKilled() throws Exception {
        ProcessHandle child = startParentAndFindChild(true);
        child.onExit().get(30, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aChildDiesWithAJvmThatIsTerminated() throws Exception {
        ProcessHandle child = startParentAndFindChild(false);
        child.onExit().get(30, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    private ProcessHandle startParentAndFindChild(boolean forcibly) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var parent = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.resolve("log").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = parent.inputReader()) {
            var child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            if (forcibly) parent.destroyForcibly();
            else parent.destroy();
            return child;
        }
    }

    @Test
    void theGuardLeavesWhenTheChildEndsByItself() throws Exception {
        Path gate = folder.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        try (var child = ChildProcess.start(List.of("sh", "-c", "read _ < " + gate), Map.of(), folder.resolve("log"))) {
            // The command starts no process of its own, so its one child is the guard.
            var guard = Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> child.handle().children().findFirst(), Optional::isPresent);
            Files.writeString(gate, "go\n");
            assertThat(child.awaitExit(Duration.ofSeconds(20))).isTrue();
            guard.orElseThrow().onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theOutputAndTheStatusAreKept() throws Exception {
        var log = folder.resolve("log");
        try (var child =
                ChildProcess.start(List.of("sh", "-c", "echo one; echo $TWO >&2; exit 3"), Map.of("TWO", "two"), log)) {
            assertThat(child.awaitExit(Duration.ofSeconds(20))).isTrue();
            assertThat(child.exitStatus()).isEqualTo(3);
            assertThat(child.logTail(1)).isEqualTo("two");
        }
        assertThat(log).hasContent("one\ntwo\n");
    }

    @Test
    void argumentsReachTheCommandAsTheyAre() throws Exception {
        var log = folder.resolve("log");
        try (var child = ChildProcess.start(List.of("printf", "%s|", "a b", "$HOME", "'\"*"), Map.of(), log)) {
            assertThat(child.awaitExit(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(log).hasContent("a b|$HOME|'\"*|");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() throws Exception {
        var log = folder.resolve("log");
        try (var child = ChildProcess.start(List.of("/no/such/program"), Map.of(), log)) {
            assertThat(child.awaitExit(Duration.ofSeconds(20))).isTrue();
            assertThat(child.exitStatus()).isEqualTo(127);
            assertThat(child.logTail(5)).contains("/no/such/program");
        }
        assertThatThrownBy(() -> ChildProcess.start(List.of("true"), Map.of(), Path.of("/proc/no/log")))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("true");
    }

    @Test
    void aKilledChildIsGoneAtOnceAndStoppingItAgainIsHarmless() {
        try (var child = ChildProcess.start(List.of("sleep", "600"), Map.of(), folder.resolve("log"))) {
            child.kill();
            assertThat(child.isAlive()).isFalse();
            child.stop();
        }
    }
}
