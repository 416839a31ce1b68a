package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
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

/**
 * {@code kill -9} of a juror's process between the commitment to its vote and the opening: the next start opens, and the juror is paid and not
 * fined. The challenger's command ends after the challenge, too, and is given again to open it.
 */
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
    void aJurorKilledAfterItsCommitmentOpensItsVoteAtItsNextStart(TestChain chain) throws Exception {
        TestNetwork network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        network.newcomer(folder.resolve("challenger.key"));
        Party party = new Party(network, folder);
        Lies lies = new Lies(party);
        Party.Node liar = party.node(1, 10);
        Party.Node victim = party.node(1, 200);
        List<Party.Node> others = List.of(party.node(1), party.node(1));
        KeyFile.write(folder.resolve("victim.key"), victim.operator());
        PostedJob job = lies.told(liar);
        assertThat(challenge(job, network, "--no-wait")).startsWith("challenged: " + job.id());

        WorkerProcess first = start(victim, network);
        Held held = new Held();
        try (Party.Working _ = party.work(others.get(0), party.journal(others.get(0)), held);
                Party.Working _ = party.work(others.get(1), party.journal(others.get(1)), held)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> isSettled(party.trial(job, victim)));
            Trial.Juror committed = party.trial(job, victim).own();
            // One in 250 draws gives the victim all seats or none; then there is nothing to see here.
            assumeThat(committed).isNotNull();
            assumeThat(committed.opened()).isFalse();
            first.kill();
            assertThat(status(victim, network).required("disputes Pledged").asInt())
                    .isEqualTo(1);
            held.release();
            lies.awaitState(job, JobState.JURY_REVEAL);
            assertThat(party.trial(job, victim).own())
                    .extracting(Trial.Juror::opened)
                    .isEqualTo(false);
            start(victim, network);

            assertThat(challenge(job, network)).startsWith("the dispute is over");
        }

        assertThat(party.trial(job, victim).state()).isEqualTo(JobState.REFUNDED);
        assertThat(party.trial(job, victim).own())
                .extracting(Trial.Juror::opened)
                .isEqualTo(true);
        assertThat(party.reader().node(victim.id()).faults()).isZero();
        assertThat(party.reader().node(victim.id()).stake()).isEqualTo(TestNetwork.ether(200));
        assertThat(party.stakeBalance(victim.owner())).isGreaterThan(BigInteger.ZERO);
    }

    /** The list is final, and the victim has committed or has no seat. */
    private static boolean isSettled(Trial trial) {
        Trial.Juror own = trial.own();
        return own == null ? trial.isVoting() : own.committed();
    }

    /** By the command, with the variables that the launcher sets. */
    private String challenge(PostedJob job, TestNetwork network, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "job",
                "challenge",
                job.id().toString(),
                "--rpc=" + network.chain().rpcUrl(),
                "--deployment=" + folder.resolve("deployment.json"),
                "--dir=" + folder.resolve("challenger"),
                "--key=" + folder.resolve("challenger.key"),
                "--device=reference"));
        words.addAll(List.of(options));
        Shell.Answer answer = new Shell().type(Map.of("GRIDWORK_ROOT", "/a/checkout"), words.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out();
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
