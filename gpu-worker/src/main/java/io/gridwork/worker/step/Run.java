package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.OPEN;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Fetched;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Result;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.job.Salts;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetched → Computed: runs the job, checks the output, keeps it, and fixes what the seat will sign. Starts only when all seats are
 * taken: before that the job can still fall through, and the energy would be wasted.
 */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final int ATTEMPTS = 3;

    private final Market market;
    private final Journal journal;
    private final Closing closing;
    private final ProgramFinder programs;
    private final JobRunner runner;
    private final SelfCheck selfCheck;
    private final ContentStore inputs;
    private final ContentStore results;
    private final NodeId nodeId;
    private final Map<JobId, Integer> attempts = new ConcurrentHashMap<>();

    public Run(
            Market market,
            Journal journal,
            ProgramFinder programs,
            JobRunner runner,
            SelfCheck selfCheck,
            ContentStore inputs,
            ContentStore results) {
        this.market = market;
        this.journal = journal;
        this.closing = new Closing(market, journal);
        this.programs = programs;
        this.runner = runner;
        this.selfCheck = selfCheck;
        this.inputs = inputs;
        this.results = results;
        this.nodeId = market.nodeId();
    }

    public JobState apply(PostedJob job, Fetched state) throws InterruptedException {
        Standing now = market.standing(job);
        Optional<JobState> elsewhere = closing.beforeCommit(job, state, now);
        if (elsewhere.isPresent()) return elsewhere.get();
        if (now.state() == OPEN) return state;
        Optional<Bytes> input = inputs.get(job.spec().inputRoot());
        if (input.isEmpty()) return new JobState.Claimed(state.seat());
        var program = programs.find(job.spec());
        if (program.isEmpty()) return state.abandoned(Reason.RUN_FAILED, "its program is not available any more");
        return run(job, state, new Task(program.get(), job.spec().params(), input.get()));
    }

    private JobState run(PostedJob job, Fetched state, Task task) throws InterruptedException {
        return switch (runner.run(task)) {
            case RunResult.Computed done -> {
                Optional<String> difference = selfCheck.differs(task, done.output());
                if (difference.isPresent()) {
                    journal.quarantine(done.device(), difference.get());
                    LOG.error(
                            "device {} failed a self-check, and no more jobs are claimed: {}. Find out why, then start with --clear-quarantine",
                            done.device(),
                            difference.get());
                    yield state.abandoned(Reason.SELF_CHECK_FAILED, difference.get());
                }
                yield keep(job, state, done.output(), done.energy(), done.kernelNanos());
            }
            case RunResult.Failed failed -> {
                LOG.warn(
                        "job {}: the job itself is at fault, and that is its result: {} ({})",
                        job.id(),
                        failed.error().words(),
                        failed.detail());
                yield keep(job, state, failed.error().output(), failed.energy(), 0);
            }
            case RunResult.Abandoned abandoned -> again(job, state, abandoned.reason());
        };
    }

    private JobState keep(PostedJob job, Fetched state, Bytes output, Energy energy, long kernelNanos) {
        ResultRoot root = ResultRoot.of(job.spec().programHash(), job.spec().inputRoot(), output.toArray());
        results.put(root.value(), output);
        journal.spend(job.id(), Cost.MILLI_JOULES, energy.milliJoules());
        journal.spend(job.id(), Cost.KERNEL_NANOS, kernelNanos);
        Hash32 salt = new Salts(journal.secret()).salt(job.id(), state.seat());
        Commitment commitment = Commitment.of(job.id(), state.seat(), nodeId, root, salt);
        return state.computed(new Result(root, output.size(), energy, kernelNanos), commitment);
    }

    private JobState again(PostedJob job, Fetched state, String reason) {
        int attempt = attempts.merge(job.id(), 1, Integer::sum);
        LOG.warn("job {}: run {} of {} failed on this machine: {}", job.id(), attempt, ATTEMPTS, reason);
        return attempt < ATTEMPTS ? state : state.abandoned(Reason.RUN_FAILED, reason);
    }
}
