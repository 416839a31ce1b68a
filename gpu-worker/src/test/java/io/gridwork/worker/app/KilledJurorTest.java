package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.contracts.JobState;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.KeyFile;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.network.TestNetwork;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of a juror's process between its vote's commit and reveal: the next start reveals, and the juror is paid and not fined. */
@GridworkChain(blockTimeMillis = 500)
@UnderLoad
class KilledJurorTest {
    @TempDir
    Path folder;

    private final List<WorkerProcess> started = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (WorkerProcess process : started) process.kill();
    }

    @Test
    void aJurorKilledAfterItsPledgeVotesAtItsNextStart(TestChain chain) throws Exception {
        TestNetwork network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        Party party = new Party(network, folder);
        Lies lies = new Lies(party);
        Party.Node liar = party.node(1);
        Party.Node victim = party.node(1);
        List<Party.Node> others = List.of(party.node(1), party.node(1));
        KeyFile.write(folder.resolve("victim.key"), victim.operator());
        PostedJob job = lies.told(liar);
        challenge(job, network);

        WorkerProcess first = start(victim, network);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> party.trial(job, victim).own() != null);
        first.kill();
        assertThat(status(victim, network).required("disputes Pledged").asInt()).isEqualTo(1);
        try (Party.Working _ = party.work(others.get(0), party.journal(others.get(0)));
                Party.Working _ = party.work(others.get(1), party.journal(others.get(1)))) {
            lies.awaitState(job, JobState.JURY_REVEAL);
            assertThat(party.trial(job, victim).own())
                    .extracting(Trial.Juror::voted)
                    .isEqualTo(false);
            start(victim, network);

            lies.awaitState(job, JobState.COMPLETED, JobState.REFUNDED);
        }

        assertThat(party.trial(job, victim).own())
                .extracting(Trial.Juror::voted)
                .isEqualTo(true);
        assertThat(party.reader().node(victim.id()).faults()).isZero();
        assertThat(party.reader().node(victim.id()).stake()).isEqualTo(TestNetwork.ether(100));
        assertThat(party.stakeBalance(victim.owner())).isGreaterThan(BigInteger.ZERO);
    }

    /** By the command, with the variables that the launcher sets. */
    private void challenge(PostedJob job, TestNetwork network) {
        network.newcomer(folder.resolve("challenger.key"));
        Shell.Answer answer = new Shell()
                .type(
                        Map.of("GRIDWORK_ROOT", "/a/checkout"),
                        "job",
                        "challenge",
                        job.id().toString(),
                        "--rpc=" + network.chain().rpcUrl(),
                        "--deployment=" + folder.resolve("deployment.json"),
                        "--dir=" + folder.resolve("challenger"),
                        "--key=" + folder.resolve("challenger.key"),
                        "--device=reference");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).startsWith("challenged: " + job.id());
    }

    private JsonNode status(Party.Node node, TestNetwork network) {
        return new Shell()
                .type(
                        "worker",
                        "status",
                        "--rpc=" + network.chain().rpcUrl(),
                        "--deployment=" + folder.resolve("deployment.json"),
                        "--dir=" + node.dir(),
                        "--node=" + node.id(),
                        "--json")
                .json();
    }

    private WorkerProcess start(Party.Node node, TestNetwork network) throws IOException {
        Path log = folder.resolve("victim-" + started.size() + ".log");
        WorkerProcess process = WorkerProcess.start(log, network, folder, folder.resolve("victim.key"), node.dir());
        started.add(process);
        return process;
    }
}
