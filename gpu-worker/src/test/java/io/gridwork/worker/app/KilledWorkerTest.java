package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.SeatState;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.KeyFile;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.request.JobLookup;
import io.gridwork.worker.request.Requester;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a worker process between commit and reveal: the next start reveals, and the worker is paid. */
@GridworkChain(blockTimeMillis = 500)
@UnderLoad
class KilledWorkerTest {
    private static final BigInteger PRICE = BigInteger.valueOf(5_000_000);

    @TempDir
    Path folder;

    private final List<WorkerProcess> started = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (WorkerProcess process : started) {
            process.kill();
        }
    }

    @Test
    void aWorkerKilledAfterItsCommitRevealsAtItsNextStart(TestChain chain) throws Exception {
        TestNetwork network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        Party party = new Party(network, folder);
        Party.Node victim = party.node(1);
        List<Party.Node> others = List.of(party.node(1), party.node(1));
        KeyFile.write(folder.resolve("victim.key"), victim.operator());
        Held device = new Held();

        WorkerProcess first = start(victim, network);
        try (Party.Working _ = party.work(others.get(0), party.journal(others.get(0)), device);
                Party.Working _ = party.work(others.get(1), party.journal(others.get(1)), device)) {
            Requester requester = party.requester();
            Jobs.Offer offer = new Jobs.Offer(party.token(), PRICE, BigInteger.TEN.pow(18), 3, 3, 120, 2);
            JobId id = requester.post(offer.by(requester.account(), 1), Jobs.spec());
            PostedJob job = new JobLookup(party.contracts()).posted(id);

            untilItsSeatIs(SeatState.COMMITTED, job, victim, party);
            first.kill();
            device.release();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> party.reader().standing(job, victim.id()).state() == JobState.REVEALING);
            start(victim, network);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    party.reader().standing(job, victim.id()).state())
                            .isEqualTo(JobState.COMPLETED));
            assertThat(party.usdt(victim.owner())).isEqualTo(PRICE);
            theLogIsForPeople(job);
        }
    }

    /** No class names and no names of constants. */
    private void theLogIsForPeople(PostedJob job) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("victim-0.log"));
        assertThat(lines).anyMatch(line -> line.contains("INFO  job " + job.id() + ": claimed, and its input is here"));
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.replaceAll("OpenCL|KiB", ""))
                        .doesNotContainPattern("\\b[A-Z][a-z]+[A-Z]|\\b[A-Z]+_[A-Z]+|->")
                        .doesNotContain("Loop", "Claimed", "Discovered"));
    }

    private static void untilItsSeatIs(SeatState state, PostedJob job, Party.Node node, Party party) {
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            Standing.Seat seat = party.reader().standing(job, node.id()).seat();
            return seat != null && seat.progress() == state;
        });
    }

    private WorkerProcess start(Party.Node node, TestNetwork network) throws IOException {
        Path log = folder.resolve("victim-" + started.size() + ".log");
        WorkerProcess process = WorkerProcess.start(log, network, folder, folder.resolve("victim.key"), node.dir());
        started.add(process);
        return process;
    }
}
