package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobTerms;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.market.Phase;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.request.Delivered;
import io.gridwork.worker.request.Download;
import io.gridwork.worker.request.JobLookup;
import io.gridwork.worker.request.Requester;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the worker is for, on a real chain with the real contracts. */
@GridworkChain(blockTimeMillis = 500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerIsPaidTest {
    private static final BigInteger PRICE = BigInteger.valueOf(5_000_000);

    private TestNetwork network;
    private Party party;

    @BeforeAll
    void network(TestChain chain, @TempDir Path folder) {
        network = TestNetwork.deploy(chain);
        party = new Party(network, folder);
    }

    @Test
    void aWorkerTakesAJobAloneAndIsPaid() throws Exception {
        Party.Node node = party.node(1);
        Requester requester = party.requester();
        try (Party.Working _ = party.work(node, party.journal(node))) {
            JobId job = requester.post(terms(1, 1, 2), Jobs.spec(), BigInteger.ONE);

            awaitPhase(job, Phase.COMPLETED);
            assertThat(party.usdt(node.owner())).isEqualTo(PRICE);
            assertThat(outputOf(job)).isEqualTo(expected());
        }
    }

    @Test
    void threeWorkersCommitThenRevealAndTheWinnersArePaid() throws Exception {
        List<Party.Node> nodes = List.of(party.node(1), party.node(1), party.node(1));
        Requester requester = party.requester();
        try (Party.Working _ = party.work(nodes.get(0), party.journal(nodes.get(0)));
                Party.Working _ = party.work(nodes.get(1), party.journal(nodes.get(1)));
                Party.Working _ = party.work(nodes.get(2), party.journal(nodes.get(2)))) {
            JobId job = requester.post(terms(3, 2, 0), Jobs.spec(), BigInteger.TWO);

            awaitPhase(job, Phase.COMPLETED);
            assertThat(nodes)
                    .allSatisfy(node -> assertThat(party.usdt(node.owner())).isEqualTo(PRICE));
            assertThat(new JobLookup(party.contracts()).delivered(job))
                    .hasSize(3)
                    .allMatch(Delivered::byOperator)
                    .extracting(Delivered::root)
                    .containsOnly(new JobLookup(party.contracts())
                            .delivered(job)
                            .getFirst()
                            .root());
        }
    }

    private JobTerms terms(int n, int k, long challengeWindow) {
        return new JobTerms(
                party.token(),
                PRICE,
                BigInteger.TEN.pow(18),
                10_000,
                n,
                k,
                1,
                60,
                60,
                n == 1 ? 0 : 60,
                challengeWindow);
    }

    private void awaitPhase(JobId job, Phase phase) {
        JobLookup lookup = new JobLookup(party.contracts());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(lookup.standing(job).phase()).isEqualTo(phase));
    }

    private Bytes outputOf(JobId job) throws Exception {
        return new Download(new JobLookup(party.contracts()), new ContentFetcher(Duration.ofSeconds(5), true))
                .output(job);
    }

    private static Bytes expected() throws Exception {
        Task task = Jobs.task();
        return Jobs.PROGRAM.reference(task.params(), task.input());
    }
}
