package io.gridwork.worker.loop;

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
import io.gridwork.worker.jury.Challenges;
import io.gridwork.worker.jury.Juror;
import io.gridwork.worker.market.Head;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
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

    private final Journal journal;
    private final Steps steps;
    private final ChainWatch watch;
    private final Shift shift;
    private final Guard guard;
    private final Hunt hunt;
    private final Crew drivers;
    private final Crew overseers;
    private final Crew jurors;
    private final Crew challengers;

    /**
     * @param threads runs the jobs, many at once
     * @param slots jobs that may be on the device or on their way to it
     */
    public Loop(Journal journal, Steps steps, ChainWatch watch, ExecutorService threads, int slots) {
        this.journal = journal;
        this.steps = steps;
        this.watch = watch;
        this.shift = new Shift(journal, threads);
        this.guard = shift.guard();
        this.drivers = shift.crew();
        this.overseers = shift.crew();
        this.jurors = shift.crew();
        this.challengers = shift.crew();
        this.hunt = new Hunt(shift, steps, slots, this::drive);
    }

    /** Looks at the chain and the jobs at every interval until {@link #stop}. @throws RuntimeException what made going on impossible */
    public void run(Duration interval) throws InterruptedException {
        do {
            tick();
        } while (!shift.pause(interval));
        shift.throwIfFailed();
    }

    /** No more ticks, no more steps; steps under way go on until they end or are interrupted. */
    public void stop() {
        shift.stop();
    }

    /** One look at the chain and at every open job. */
    public void tick() {
        Optional<Head> head = watch.look();
        if (head.isEmpty()) return;
        guard.tick();
        for (Journal.Entry entry : journal.open()) {
            if (!(entry.state() instanceof Discovered)) drive(entry.job());
            if (entry.state() instanceof Fetched running) oversee(entry.job(), running);
        }
        for (Journal.Docket dispute : journal.docket()) {
            steps.juror().ifPresent(juror -> jurors.start(dispute.job(), () -> sit(juror, dispute.job())));
        }
        for (Challenge challenge : journal.challenges()) {
            steps.challenges().ifPresent(challenges -> pursue(challenges, challenge));
        }
        if (watch.health() == ChainWatch.Health.WELL) hunt.tick(head.get());
    }

    private void pursue(Challenges challenges, Challenge challenge) {
        PostedJob job = challenge.job();
        challengers.start(
                job,
                () -> guard.take(job.id(), challenge, () -> {
                    challenges.advance(challenge);
                    return challenge;
                }));
    }

    private void oversee(PostedJob job, Fetched running) {
        if (!drivers.isBusyWith(job)) return;
        overseers.start(
                job,
                () -> guard.take(job.id(), running, () -> {
                    steps.run().endIfOver(job);
                    return running;
                }));
    }

    private void drive(PostedJob job) {
        drivers.start(job, () -> advance(job));
    }

    /** As many steps as can be taken now, from where the journal says: the caller's list may be older than the last step. */
    private void advance(PostedJob job) throws InterruptedException {
        JobState state = journal.find(job.id()).orElseThrow().state();
        for (int taken = 0; taken < STEPS_AT_ONCE && !shift.isStopping() && !(state instanceof Discovered); taken++) {
            JobState next = once(job, state);
            if (next.equals(state)) return;
            state = next;
        }
    }

    /** The same for a dispute. */
    private void sit(Juror juror, PostedJob job) throws InterruptedException {
        Duty duty = journal.duty(job.id()).orElseThrow().duty();
        for (int taken = 0; taken < STEPS_AT_ONCE && !shift.isStopping(); taken++) {
            Duty before = duty;
            duty = guard.take(job.id(), before, () -> {
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
        return guard.take(job.id(), state, () -> {
            JobState next = advance(job, state);
            if (!next.equals(state)) shift.record(job, next);
            return next;
        });
    }

    private JobState advance(PostedJob job, JobState state) throws InterruptedException {
        return switch (state) {
            case Discovered discovered -> discovered;
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

    /** Jobs that a thread is working on now. */
    public int underWay() {
        return drivers.size() + jurors.size() + challengers.size() + hunt.underWay();
    }

    /** Jobs resting because of a defect. */
    public int parked() {
        return guard.resting();
    }
}
