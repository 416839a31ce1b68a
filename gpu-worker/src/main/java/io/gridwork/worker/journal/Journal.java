package io.gridwork.worker.journal;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.PostedJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker's memory. Every call that returns has happened for good: a worker killed after it finds it again. Safe to call from
 * many threads.
 */
public interface Journal extends AutoCloseable {
    /** The 32 secret bytes that all salts are made from; drawn once, when the journal is new. Never logged, never sent. */
    Bytes secret();

    /**
     * Says whose journal it is, the first time; afterwards nobody else can use it.
     *
     * @param owner names the node and its network
     * @throws JournalException when it is another's
     */
    void bind(String owner);

    /** Every job posted up to and including this block is known; -1 in a new journal. */
    long cursor();

    /**
     * Adds jobs as Discovered and disputes as Summoned and moves the cursor, together or not at all. What is there already stays as it is.
     *
     * @param disputed jobs that this worker could judge as a juror
     */
    void discover(List<PostedJob> jobs, List<PostedJob> disputed, long cursor);

    /**
     * Puts a job into a state.
     *
     * @throws IllegalArgumentException when the job is unknown
     * @throws IllegalStateException when another commitment was stored for this job and seat before: signing two of
     *     them would be provable fraud
     */
    void save(JobId job, JobState state);

    Optional<Entry> find(JobId job);

    /** Jobs that are not over, in the order of their discovery. */
    List<Entry> open();

    /** All jobs, newest first. */
    List<Entry> newest(int limit);

    /** How many jobs are in which state, by {@link JobState#label}. */
    Map<String, Long> counts();

    /** Disputes that are not over for us, in the order of their discovery. */
    List<Docket> docket();

    Optional<Docket> duty(JobId job);

    /** How many disputes are in which state, by {@link Duty#label}. */
    Map<String, Long> dutyCounts();

    /**
     * Puts a dispute into a state.
     *
     * @throws IllegalArgumentException when the dispute is unknown
     * @throws IllegalStateException when another vote of ours was stored for this job before
     */
    void save(JobId job, Duty duty);

    /**
     * Remembers a challenge until {@link #endChallenge}. One that is there already stays as it is.
     *
     * @throws IllegalStateException when a challenge of this job with another root was stored before
     */
    void save(Challenge challenge);

    /** The challenge of a job, over or not. */
    Optional<Challenge> challenge(JobId job);

    /** Challenges that are not over, in the order of their storing. */
    List<Challenge> challenges();

    void endChallenge(JobId job);

    /**
     * Adds to what a job has cost, as a seat's, a juror's or a challenger's. Sums end at 2^63 - 1.
     *
     * @param amount zero or more
     */
    void spend(JobId job, Cost cost, long amount);

    /** What a job has cost so far; costs that were never spent are absent. */
    Map<Cost, Long> spent(JobId job);

    /** Mean nanoseconds per unit in our finished runs of a program; empty before the first. */
    Optional<Double> nanosPerUnit(ProgramHash program);

    /** Takes a device out of use until {@link #release}. */
    void quarantine(String device, String reason);

    /** Devices out of use, and why. */
    Map<String, String> quarantined();

    void release(String device);

    @Override
    void close();

    /** A job and where it stands. */
    record Entry(PostedJob job, JobState state) {}

    /** A dispute and where it stands. */
    record Docket(PostedJob job, Duty duty) {}

    /** What a job costs its worker. Names are stored: do not rename them. */
    enum Cost {
        /** Wei paid for transactions. */
        GAS_WEI,
        /** Millijoules used by runs. */
        MILLI_JOULES,
        /** Nanoseconds in kernels. */
        KERNEL_NANOS
    }
}
