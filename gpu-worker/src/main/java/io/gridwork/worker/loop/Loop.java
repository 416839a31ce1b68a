package io.gridwork.worker.loop;

import io.gridwork.contracts.JobId;
import io.gridwork.rpc.ChainException;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Abandoned;
import io.gridwork.worker.job.JobState.Claimed;
import io.gridwork.worker.job.JobState.Committed;
import io.gridwork.worker.job.JobState.Computed;
import io.gridwork.worker.job.JobState.Discovered;
import io.gridwork.worker.job.JobState.Fetched;
import io.gridwork.worker.job.JobState.Paid;
import io.gridwork.worker.job.JobState.Revealed;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.JournalException;
import io.gridwork.worker.jury.Auditor;
import io.gridwork.worker.jury.Challenges;
import io.gridwork.worker.jury.Juror;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.UnsettledException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives every open job through its steps. The journal says where each job stands, each step reads the chain before it acts, and
 * each new state is stored before the next step starts: so there is nothing to do at a start but to begin.
 */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    /** More steps than any job has: a chain that takes back what it said must not keep a thread for ever. */
    private static final int STEPS_AT_ONCE = 12;
    /** Ticks that a job rests after a defect. */
    private static final int REST_TICKS = 60;

    private final Journal journal;
    private final Steps steps;
    private final ChainWatch watch;
    private final ExecutorService threads;
    private final int slots;
    /** Jobs that a thread is working on. */
    private final Set<JobId> underWay = ConcurrentHashMap.newKeySet();
    /** Disputes that a thread is working on. */
    private final Set<JobId> onTrial = ConcurrentHashMap.newKeySet();
    /** Results of others that a thread is computing anew. */
    private final Set<JobId> audited = ConcurrentHashMap.newKeySet();
    /** Challenges of ours that a thread is working on. */
    private final Set<JobId> pursued = ConcurrentHashMap.newKeySet();
    /** Jobs that met a defect of ours, and the tick at which they are tried again: a bond may hang on it, but not every second. */
    private final Map<JobId, Long> parked = new ConcurrentHashMap<>();

    /** What the contracts said no with last. */
    private final Map<JobId, String> refused = new ConcurrentHashMap<>();

    /** Whether a thread is looking for work: fetching a stranger's manifest may not hold up a reveal. */
    private final AtomicBoolean hunting = new AtomicBoolean();

    private final AtomicLong ticks = new AtomicLong();

    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable RuntimeException fatal;

    /**
     * @param threads runs the jobs, many at once
     * @param slots jobs that may be on the device or on their way to it
     */
    public Loop(Journal journal, Steps steps, ChainWatch watch, ExecutorService threads, int slots) {
        this.journal = journal;
        this.steps = steps;
        this.watch = watch;
        this.threads = threads;
        this.slots = slots;
    }

    /** Looks at the chain and the jobs at every interval until {@link #stop}. @throws RuntimeException what made going on impossible */
    public void run(Duration interval) throws InterruptedException {
        do {
            tick();
        } while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        RuntimeException reason = fatal;
        if (reason != null) throw reason;
    }

    /** No more ticks, no more steps; steps under way go on until they end or are interrupted. */
    public void stop() {
        stop.countDown();
    }

    /** One look at the chain and at every open job. */
    public void tick() {
        Optional<Head> head = watch.look();
        if (head.isEmpty()) return;
        ticks.incrementAndGet();
        for (Journal.Entry entry : journal.open()) {
            if (!(entry.state() instanceof Discovered)) start(entry.job());
        }
        for (Journal.Docket dispute : journal.docket()) {
            steps.juror().ifPresent(juror -> start(onTrial, dispute.job(), () -> sit(juror, dispute.job())));
        }
        for (Challenge challenge : journal.challenges()) {
            steps.challenges().ifPresent(challenges -> pursue(challenges, challenge));
        }
        if (watch.health() == ChainWatch.Health.WELL && hunting.compareAndSet(false, true)) {
            threads.execute(() -> hunt(head.get()));
        }
    }

    /** Looks for new jobs and claims what can be claimed. */
    private void hunt(Head head) {
        try {
            steps.discover().scan(head);
            claim(journal.open());
            if (steps.auditor().isPresent()) audit(steps.auditor().get(), head);
            steps.ripen().ifPresent(ripen -> ripen.look(head));
        } catch (ChainException.Retryable | ChainException.Rejected | UnsettledException e) {
            LOG.warn("no new jobs are claimed this time, trying again: {}", e.getMessage());
        } catch (JournalException | ChainException.Fatal e) {
            fail(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            hunting.set(false);
        }
    }

    private void pursue(Challenges challenges, Challenge challenge) {
        start(
                pursued,
                challenge.job(),
                () -> guarded(challenge.job().id(), challenge, () -> {
                    challenges.advance(challenge);
                    return challenge;
                }));
    }

    private void audit(Auditor auditor, Head head) {
        for (PostedJob job : auditor.sample(head)) {
            start(
                    audited,
                    job,
                    () -> guarded(job.id(), auditor, () -> {
                        auditor.audit(job);
                        return auditor;
                    }));
        }
    }

    private void fail(RuntimeException reason) {
        fatal = reason;
        stop();
    }

    /** Claims one after the other, so that never more seats are taken than the device has slots. */
    private void claim(List<Journal.Entry> open) throws InterruptedException {
        long busy =
                open.stream().filter(entry -> entry.state().occupiesDevice()).count();
        for (Journal.Entry entry : open) {
            if (busy >= slots || isStopping()) return;
            boolean resting = parked.getOrDefault(entry.job().id(), 0L) > ticks.get();
            if (resting || !(entry.state() instanceof Discovered discovered)) continue;
            JobState next = once(entry.job(), discovered);
            if (next.occupiesDevice()) {
                busy++;
                start(entry.job());
            }
        }
    }

    private void start(PostedJob job) {
        start(underWay, job, () -> drive(job));
    }

    private interface Drive {
        void go() throws InterruptedException;
    }

    /** On a thread of its own, unless there is one for the job already or the job rests. */
    private void start(Set<JobId> busy, PostedJob job, Drive drive) {
        JobId id = job.id();
        if (isStopping() || parked.getOrDefault(id, 0L) > ticks.get() || !busy.add(id)) return;
        threads.execute(() -> {
            try {
                drive.go();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                busy.remove(id);
            }
        });
    }

    /** As many steps as can be taken now, from where the journal says: the caller's list may be older than the last step. */
    private void drive(PostedJob job) throws InterruptedException {
        JobState state = journal.find(job.id()).orElseThrow().state();
        for (int taken = 0; taken < STEPS_AT_ONCE && !isStopping() && !(state instanceof Discovered); taken++) {
            JobState next = once(job, state);
            if (next.equals(state)) return;
            state = next;
        }
    }

    /** The same for a dispute. */
    private void sit(Juror juror, PostedJob job) throws InterruptedException {
        Duty duty = journal.duty(job.id()).orElseThrow().duty();
        for (int taken = 0; taken < STEPS_AT_ONCE && !isStopping(); taken++) {
            Duty before = duty;
            duty = guarded(job.id(), before, () -> {
                Duty next = juror.advance(job, before);
                if (!next.equals(before)) {
                    journal.save(job.id(), next);
                    LOG.info("dispute of job {}: this node is {}", job.id(), next.words());
                }
                return next;
            });
            if (duty.equals(before)) return;
        }
    }

    private JobState once(PostedJob job, JobState state) throws InterruptedException {
        return guarded(job.id(), state, () -> {
            JobState next = advance(job, state);
            if (!next.equals(state)) {
                journal.save(job.id(), next);
                LOG.info("job {}: {}", job.id(), told(job, next));
            }
            return next;
        });
    }

    private interface Step<S> {
        S take() throws InterruptedException;
    }

    /** One step, which stores its outcome. The state stays as it is when the step cannot be taken now. */
    private <S> S guarded(JobId id, S state, Step<S> step) throws InterruptedException {
        try {
            S next = step.take();
            refused.remove(id);
            return next;
        } catch (ChainException.Retryable | ChainException.Rejected | UnsettledException e) {
            LOG.warn("job {}: trying again: {}", id, e.getMessage());
        } catch (RefusedException e) {
            String why = String.valueOf(e.getMessage());
            // Asked again at every tick, told when it is news.
            if (!why.equals(refused.put(id, why))) LOG.info("job {}: no step forward: {}", id, why);
        } catch (ChainException.Fatal | JournalException e) {
            if (Thread.interrupted()) throw (InterruptedException) new InterruptedException("stopped").initCause(e);
            fail(e);
        } catch (RuntimeException e) {
            // A defect of ours in one job must not end the others; it is told in full.
            parked.put(id, ticks.get() + REST_TICKS);
            LOG.error("job {}: left alone for a while because of a defect of the worker, please report it", id, e);
        }
        return state;
    }

    private JobState advance(PostedJob job, JobState state) throws InterruptedException {
        return switch (state) {
            case Discovered discovered -> steps.claim().apply(job, discovered);
            case Claimed claimed -> steps.fetch().apply(job, claimed);
            case Fetched fetched -> steps.run().apply(job, fetched);
            case Computed computed -> steps.commit().apply(job, computed);
            case Committed committed -> steps.reveal().apply(job, committed);
            case Revealed revealed -> {
                if (steps.dissenter().isPresent()) steps.dissenter().get().look(job, revealed);
                yield steps.collect().apply(job, revealed);
            }
            case Abandoned abandoned -> steps.collect().release(job, abandoned);
            case Paid paid -> paid;
        };
    }

    private static String told(PostedJob job, JobState state) {
        return switch (state) {
            case Abandoned abandoned -> "given up, " + abandoned.reason().words() + ": " + abandoned.detail();
            case Paid paid ->
                "paid " + paid.amount() + " smallest units of token "
                        + job.order().token();
            case Discovered _ -> "a reorganisation of the chain took the seat away, it can be claimed again";
            case Claimed _, Fetched _, Computed _, Committed _, Revealed _ -> state.words();
        };
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** Jobs that a thread is working on now. */
    public int underWay() {
        return underWay.size() + onTrial.size() + audited.size() + pursued.size();
    }

    /** Jobs resting because of a defect. */
    public int parked() {
        return (int)
                parked.values().stream().filter(until -> until > ticks.get()).count();
    }
}
