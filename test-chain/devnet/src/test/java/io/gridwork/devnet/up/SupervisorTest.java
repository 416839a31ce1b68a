package io.gridwork.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.ChildProcess;
import io.gridwork.testchain.NodeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> told = new ArrayList<>();
    private final List<ChildProcess> started = new ArrayList<>();
    private final Supervisor supervisor = new Supervisor(now::get, told::add);

    @TempDir
    private Path folder;

    @AfterEach
    void endAll() {
        started.forEach(ChildProcess::close);
    }

    private ChildProcess start(String script) {
        var process = ChildProcess.start(List.of("sh", "-c", script), Map.of(), folder.resolve("log"));
        started.add(process);
        return process;
    }

    private ChildProcess ended(int status) throws InterruptedException {
        var process = start("echo no luck; exit " + status);
        assertThat(process.awaitExit(Duration.ofMinutes(1))).isTrue();
        return process;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
        supervisor.look();
    }

    @Test
    void leavesAloneWhatRuns() {
        supervisor.keep("sleeper", "http://x", start("exec sleep 600"), () -> start("exec sleep 600"));
        pass(Duration.ofHours(1));

        assertThat(started).hasSize(1);
        assertThat(supervisor.status().getFirst().running()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void startsAgainWhatEndsAndTellsWhy() throws InterruptedException {
        supervisor.keep("worker-1", "http://x", ended(3), () -> start("exec sleep 600"));
        supervisor.look();
        assertThat(supervisor.status().getFirst().running()).isFalse();
        assertThat(told.getFirst()).contains("worker-1 ended with status 3").contains("no luck");

        pass(Duration.ofSeconds(1));

        var status = supervisor.status().getFirst();
        assertThat(status.running()).isTrue();
        assertThat(status.restarts()).isEqualTo(1);
        assertThat(status.pid()).isEqualTo(started.getLast().pid());
    }

    @Test
    void pausesLongerWhileAProgramKeepsEnding() throws InterruptedException {
        supervisor.keep("worker-1", "http://x", ended(1), () -> {
            try {
                return ended(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        for (int second = 0; second <= 600; second++) pass(Duration.ofSeconds(1));

        // After 1, 2, 4, … 60 s, and a look to see each end.
        assertThat(supervisor.status().getFirst().restarts()).isBetween(12, 16);
    }

    @Test
    void oneThatCannotBeStartedDoesNotKeepTheOthersDown() throws InterruptedException {
        supervisor.keep("chain", "http://x", ended(1), () -> {
            throw new NodeException("no such program");
        });
        supervisor.keep("indexer", "http://x", ended(1), () -> start("exec sleep 600"));
        supervisor.look();
        pass(Duration.ofSeconds(2));

        assertThat(told).anyMatch(line -> line.contains("cannot start chain: no such program"));
        assertThat(supervisor.status().get(0).running()).isFalse();
        assertThat(supervisor.status().get(1).running()).isTrue();
    }
}
