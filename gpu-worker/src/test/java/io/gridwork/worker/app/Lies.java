package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.request.JobLookup;
import io.gridwork.worker.request.Requester;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** Jobs of one seat, and nodes that lie about them. */
record Lies(Party party) {
    static final BigInteger PRICE = BigInteger.valueOf(5_000_000);
    static final BigInteger BOND = TestNetwork.ether(2);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** A job for which that node has proposed a wrong result. */
    PostedJob told(Party.Node liar) {
        TransactionJournal journal = party.journal(liar);
        try (Party.Working _ = party.work(liar, journal, lying())) {
            PostedJob job = hire(liar, 300);
            awaitState(job, JobState.PROPOSED, JobState.DISPUTED);
            return job;
        }
    }

    static Party.Style lying() {
        return new Party.Style(new Liar(), 0, 0, 0);
    }

    PostedJob post(long challengeWindow) {
        return post(1, 1, challengeWindow);
    }

    /** For one node: with little stake it would wait a minute for the draw of the seats. */
    PostedJob hire(Party.Node node, long challengeWindow) {
        JobSpec any = Jobs.spec();
        JobSpec spec = new JobSpec(
                any.programHash(),
                any.inputRoot(),
                any.inputUri(),
                any.params(),
                any.outputLength(),
                node.id(),
                any.excluded());
        return post(1, 1, challengeWindow, spec);
    }

    PostedJob post(int seats, int quorum, long challengeWindow) {
        return post(seats, quorum, challengeWindow, Jobs.spec());
    }

    private PostedJob post(int seats, int quorum, long challengeWindow, JobSpec spec) {
        Requester requester = party.requester();
        Jobs.Offer offer = new Jobs.Offer(party.token(), PRICE, BOND, seats, quorum, 60, challengeWindow);
        JobId id = requester.post(offer.by(requester.account(), 1, spec), spec);
        return new JobLookup(party.contracts()).posted(id);
    }

    static ResultRoot truth() throws Exception {
        Bytes output = Jobs.PROGRAM.reference(Jobs.task().params(), Jobs.task().input());
        return ResultRoot.of(Jobs.spec().programHash(), Jobs.spec().inputRoot(), output.toArray());
    }

    void awaitState(PostedJob job, JobState... states) {
        JobLookup lookup = new JobLookup(party.contracts());
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(lookup.standing(job).state()).isIn((Object[]) states));
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
