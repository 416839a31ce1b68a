package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.program.Search;
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
@UnderLoad
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
            JobId job = requester.post(offer(1, 1, 2).by(requester.account(), 1), Jobs.spec());

            awaitState(job, JobState.COMPLETED);
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
            JobId job = requester.post(offer(3, 2, 2).by(requester.account(), 2), Jobs.spec());

            awaitState(job, JobState.COMPLETED);
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

    @Test
    void aNonceThatIsFoundIsPaidAtOnceHoweverLongTheChallengeWindow() {
        Party.Node node = party.node(1);
        Requester requester = party.requester();
        Task task = Search.KECCAK256.example();
        try (Party.Working _ = party.work(node, party.journal(node))) {
            JobId job = requester.post(offer(1, 1, 500).by(requester.account(), 3, task), Jobs.spec(task));

            awaitState(job, JobState.COMPLETED);
            assertThat(party.usdt(node.owner())).isEqualTo(PRICE);
        }
    }

    private Jobs.Offer offer(int n, int k, long challengeWindow) {
        return new Jobs.Offer(party.token(), PRICE, BigInteger.TEN.pow(18), n, k, 60, challengeWindow);
    }

    private void awaitState(JobId job, JobState state) {
        JobLookup lookup = new JobLookup(party.contracts());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(lookup.standing(job).state()).isEqualTo(state));
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
