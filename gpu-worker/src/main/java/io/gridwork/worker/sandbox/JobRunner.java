package io.gridwork.worker.sandbox;

import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import java.util.Optional;

/** Runs tasks one at a time per free slot. Safe to call from many threads. */
public interface JobRunner extends AutoCloseable {
    /**
     * Waits for a slot, runs the task within the limits of its program, and answers in every case but one.
     *
     * @throws InterruptedException when the waiting thread is interrupted; the task is then killed, nothing is left behind
     */
    RunResult run(Task task) throws InterruptedException;

    /** Why this machine does not take jobs of this program; empty when it does. To be asked before a job is claimed. */
    Optional<String> refusal(Program program);

    /**
     * Why the task cannot be started on this machine, of what {@link #refusal} cannot see: a kernel is compiled for that. Empty when nothing speaks against
     * it. To be asked before a job is claimed.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    default Optional<RunResult> obstacle(Task task) throws InterruptedException {
        return Optional.empty();
    }

    /** The device that will do the work, for people: name, driver, and what isolates it. */
    String description();

    /** Tasks that can run at once. */
    int slots();

    @Override
    void close();
}
