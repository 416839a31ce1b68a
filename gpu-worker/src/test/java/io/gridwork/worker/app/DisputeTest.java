package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Bytes;
import io.gridwork.chain.TransactionJournal;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.jury.Challenger;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.request.JobLookup;
import io.gridwork.worker.request.Requester;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A worker lies, and what becomes of it: on a real chain, judged by real workers. */
@GridworkChain(blockTimeMillis = 500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisputeTest {
    private static final BigInteger PRICE = BigInteger.valueOf(5_000_000);
    private static final BigInteger BOND = TestNetwork.ether(2);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private TestNetwork network;
    private Party party;

    @BeforeAll
    void network(TestChain chain, @TempDir Path folder) {
        network = TestNetwork.deploy(chain);
        party = new Party(network, folder);
    }

    @Test
    void aLieIsChallengedOverturnedByWorkersAndPaidFor() throws Exception {
        Party.Node liar = party.node(1);
        List<Party.Node> jurors = List.of(party.node(1), party.node(1), party.node(1));
        PostedJob job = lie(liar);
        Challenger challenger = party.challenger();
        challenger.challenge(job, truth());

        List<Party.Working> working = new ArrayList<>();
        try {
            for (Party.Node juror : jurors) working.add(party.work(juror, party.journal(juror)));
            awaitState(job, JobState.COMPLETED, JobState.REFUNDED);
        } finally {
            working.forEach(Party.Working::close);
        }

        assertThat(party.reader().standing(job, liar.id()).state()).isEqualTo(JobState.COMPLETED);
        assertThat(party.reader().node(liar.id()).stake())
                .isEqualTo(TestNetwork.ether(100).subtract(BOND));
        assertThat(party.usdt(liar.owner())).isZero();
        assertThat(party.usdt(challenger.account())).isEqualTo(PRICE);
        // Half of the liar's bond goes to the challenger, beside its own; the other half to the jurors.
        assertThat(party.stakeBalance(challenger.account())).isEqualTo(BOND.add(BOND.divide(BigInteger.TWO)));
        BigInteger jurorsHalf = jurors.stream()
                .map(juror -> party.stakeBalance(juror.owner()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(BOND.divide(BigInteger.TWO).subtract(jurorsHalf)).isBetween(BigInteger.ZERO, BigInteger.TWO);
        for (Party.Node juror : jurors) {
            assertThat(party.reader().node(juror.id()).locked()).isZero();
            assertThat(party.reader().node(juror.id()).faults()).isZero();
        }
    }

    @Test
    void aWorkerThatIsAskedToFindsTheLieByItself() throws Exception {
        Party.Node liar = party.node(1);
        Party.Node auditor = party.node(1);
        List<Party.Node> others = List.of(party.node(1), party.node(1), party.node(1));
        party.fillPurse(auditor, BOND);
        List<Party.Working> working = new ArrayList<>();
        try {
            // The auditor has to be there when the result is proposed, and must not take the job itself.
            working.add(party.work(auditor, party.journal(auditor), onlyJudging()));
            PostedJob job = lie(liar);
            for (Party.Node other : others) working.add(party.work(other, party.journal(other)));
            awaitState(job, JobState.COMPLETED, JobState.REFUNDED);
        } finally {
            working.forEach(Party.Working::close);
        }
        assertThat(party.usdt(auditor.operator().address())).isEqualTo(PRICE);
        assertThat(party.usdt(liar.owner())).isZero();
    }

    @Test
    void aRightResultIsNotChallenged() throws Exception {
        Party.Node node = party.node(1);
        try (Party.Working _ = party.work(node, party.journal(node))) {
            PostedJob job = post(60);
            awaitState(job, JobState.PROPOSED);
            assertThatThrownBy(() -> party.challenger().challenge(job, truth()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is right");
        }
    }

    /** A job for which that node has proposed a wrong result. */
    private PostedJob lie(Party.Node liar) {
        TransactionJournal journal = party.journal(liar);
        Party.Style style = new Party.Style(new Liar(), 0, 0, 0);
        try (Party.Working _ = party.work(liar, journal, style)) {
            PostedJob job = post(300);
            awaitState(job, JobState.PROPOSED, JobState.DISPUTED);
            return job;
        }
    }

    private PostedJob post(long challengeWindow) {
        Requester requester = party.requester();
        Jobs.Offer offer = new Jobs.Offer(party.token(), PRICE, BOND, 1, 1, 60, challengeWindow);
        JobId id = requester.post(offer.by(requester.account(), 1), Jobs.spec());
        return new JobLookup(party.contracts()).posted(id);
    }

    private static ResultRoot truth() throws Exception {
        Bytes output = Jobs.PROGRAM.reference(Jobs.task().params(), Jobs.task().input());
        return ResultRoot.of(Jobs.spec().programHash(), Jobs.spec().inputRoot(), output.toArray());
    }

    private void awaitState(PostedJob job, JobState... states) {
        JobLookup lookup = new JobLookup(party.contracts());
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(lookup.standing(job).state()).isIn((Object[]) states));
    }

    private static Party.Style onlyJudging() {
        return new Party.Style(new ReferenceRunner(System::nanoTime), 1, 1_000_000, 1 << 20);
    }

    /** A device that gets the job wrong by one bit, and every other task right: no self-check but a whole one finds that. */
    private static final class Liar implements JobRunner {
        private final JobRunner reference = new ReferenceRunner(System::nanoTime);

        @Override
        public RunResult run(Task task) throws InterruptedException {
            RunResult right = reference.run(task);
            if (!(right instanceof RunResult.Computed done)
                    || !task.input().equals(Jobs.task().input())) return right;
            byte[] output = done.output().toArray().clone();
            output[0] ^= 1;
            return new RunResult.Computed(
                    Bytes.wrap(output),
                    done.device(),
                    done.kernelNanos(),
                    done.buildNanos(),
                    done.energy(),
                    done.log());
        }

        @Override
        public Optional<String> refusal(Program program) {
            return reference.refusal(program);
        }

        @Override
        public String description() {
            return "a liar";
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
