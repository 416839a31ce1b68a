package io.gridwork.worker.sandbox;

import io.gridwork.worker.device.Message;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;
import io.gridwork.worker.sandbox.RunnerProcess.Event;

/** Takes one runner through one task, with a clock in hand, and says what the end of it means. */
final class Supervisor {
    /** For the pipes and the clocks: a runner ends by itself when a limit is over, and is killed this much later. */
    private static final long GRACE_MILLIS = 2_000;

    private static final int LOG_IN_REASON = 400;

    private final EnergyMeter meter;

    Supervisor(EnergyMeter meter) {
        this.meter = meter;
    }

    /** Does one task; what becomes of the process is the caller's decision. @throws RunnerException when it has no device */
    RunResult run(RunnerProcess process, Task task, Variation variation) throws RunnerException, InterruptedException {
        String device = process.device();
        Limits limits = task.program().limits();
        EnergyMeter.Reading before = meter.read();
        process.assign(task, variation);
        Event event = process.next(limits.buildMs() + GRACE_MILLIS);
        boolean built = event instanceof Event.Said(Message.Built());
        if (built) {
            event = process.next(limits.wallMs() + GRACE_MILLIS);
        }
        return switch (event) {
            case Event.Said(Message.Done done) ->
                computed(process, task, device, done, meter.since(before, done.cpuMillis()));
            case Event.Said(Message.Fault(JobError error, String detail)) ->
                failed(task, error, detail, meter.since(before, -1));
            case Event.Said(Message.GaveUp(String reason)) -> new RunResult.Abandoned(reason);
            case Event.Silence() ->
                failed(
                        task,
                        built ? JobError.TIMED_OUT : JobError.BUILD_TIMED_OUT,
                        "killed after " + (built ? limits.wallMs() : limits.buildMs()) + " ms and " + GRACE_MILLIS
                                + " ms of grace",
                        meter.since(before, -1));
            case Event.Ended(String how) -> crashed(process, task, how, meter.since(before, -1));
            case Event.Said said -> crashed(process, task, "it said " + said.message(), meter.since(before, -1));
        };
    }

    private static RunResult computed(RunnerProcess process, Task task, String device, Message.Done done, Energy energy)
            throws InterruptedException {
        try {
            long length = task.program().outputLength(task.params());
            if (done.output().size() != length) {
                return crashed(
                        process, task, "its output has " + done.output().size() + " bytes, not " + length, energy);
            }
        } catch (JobFault fault) {
            return failed(task, fault.error(), fault.detail(), energy);
        }
        // Only users' kernels print, and only what is printed needs a wait for the end of the process.
        long logBytes =
                task.program() instanceof UserKernel kernel ? kernel.limits().logBytes() : 0;
        String log = logBytes == 0 ? "" : process.log(logBytes);
        return new RunResult.Computed(done.output(), device, done.kernelNanos(), done.buildNanos(), energy, log);
    }

    private static RunResult crashed(RunnerProcess process, Task task, String how, Energy energy)
            throws InterruptedException {
        String detail = how + ", " + process.ending() + ": " + process.log(LOG_IN_REASON);
        return failed(task, JobError.CRASHED, detail.strip(), energy);
    }

    /**
     * A wrong parameter is wrong for everyone. Everything else is the fault of a user's kernel, whose limits are part of what was
     * ordered, but not of ours: they are proven to run, so here it is this machine that failed, and no result may come of it.
     */
    private static RunResult failed(Task task, JobError error, String detail, Energy energy) {
        boolean wrongForAll = error == JobError.INVALID_PARAMS || error == JobError.INVALID_INPUT;
        return wrongForAll || task.program() instanceof UserKernel
                ? new RunResult.Failed(error, detail, energy)
                : new RunResult.Abandoned(
                        "our own program " + task.program().name() + " failed (" + error.words() + "): " + detail);
    }
}
