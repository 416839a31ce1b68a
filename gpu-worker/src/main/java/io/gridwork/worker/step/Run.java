package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.OPEN;
import static io.gridwork.contracts.JobState.RUNNING;

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
    private final Look look;
    private final JobRunner runner;
    private final SelfCheck selfCheck;
    private final ContentStore results;
    private final NodeId nodeId;
    private final Map<JobId, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<JobId, Running> running = new ConcurrentHashMap<>();

    public Run(Market market, Journal journal, Look look, JobRunner runner, SelfCheck selfCheck, ContentStore results) {
        this.market = market;
        this.journal = journal;
        this.closing = new Closing(market, journal);
        this.look = look;
        this.runner = runner;
        this.selfCheck = selfCheck;
        this.results = results;
        this.nodeId = market.nodeId();
    }

    public JobState apply(PostedJob job, Fetched state) throws InterruptedException {
        Standing now = market.standing(job);
        Optional<JobState> elsewhere = closing.beforeCommit(job, state, now);
        if (elsewhere.isPresent()) return elsewhere.get();
        if (now.state() == OPEN) return state;
        return look.at(job) instanceof Look.Ready(Task task)
                ? run(job, state, task)
                : new JobState.Claimed(state.seat());
    }

    /** Ends the run of a job that is over on chain or past its deadline: nobody pays for it, and its slot is for others. */
    public void endIfOver(PostedJob job) {
        Running run = running.get(job.id());
        if (run == null) return;
        Standing now = market.standing(job);
        boolean over = now.state() != RUNNING || now.isDue() || now.seat() == null;
        if (over) run.end();
    }

    private JobState run(PostedJob job, Fetched state, Task task) throws InterruptedException {
        Running run = new Running(Thread.currentThread());
        running.put(job.id(), run);
        RunResult result;
        try {
            result = runner.run(task);
        } catch (InterruptedException e) {
            if (!run.isEnded()) throw e;
            LOG.warn("job {}: its run was ended, because the job is over", job.id());
            return state;
        } finally {
            running.remove(job.id());
            run.close();
        }
        return after(job, state, task, result);
    }

    /** A run that another thread can end. */
    private static final class Running {
        private final Thread thread;
        private boolean open = true;
        private boolean ended;

        Running(Thread thread) {
            this.thread = thread;
        }

        synchronized void end() {
            if (!open) return;
            ended = true;
            thread.interrupt();
        }

        synchronized boolean isEnded() {
            return ended;
        }

        /** The interruption was meant for the run alone. */
        synchronized void close() {
            open = false;
            if (ended) Thread.interrupted();
        }
    }

    private JobState after(PostedJob job, Fetched state, Task task, RunResult result) throws InterruptedException {
        return switch (result) {
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
