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
        Attempt attempt = new Attempt(process, task, process.device(), 0, 0, meter.read(), now());
        process.send(new Message.Assign(task, variation));
        return execute(attempt);
    }

    /**
     * Does one task of a user's kernel in two processes: one that compiles and never sees the job's data, and one that does nothing
     * but run what came of it.
     */
    RunResult run(RunnerProcess compiler, RunnerProcess executor, Task task, UserKernel kernel)
            throws RunnerException, InterruptedException {
        EnergyMeter.Reading before = meter.read();
        try {
            kernel.launch(task.params(), task.input(), 0);
        } catch (JobFault fault) {
            return failed(task, fault.error(), fault.detail(), meter.since(before, -1));
        }
        return switch (compile(compiler, task, kernel, kernel.limits().buildMs())) {
            case Compilation.None(RunResult why) -> why;
            case Compilation.Binary(Message.Compiled compiled) -> {
                compiler.close();
                executor.send(new Message.Execute(task, compiled.binary()));
                yield execute(new Attempt(
                        executor, task, executor.device(), compiled.buildNanos(), compiled.cpuMillis(), before, now()));
            }
        };
    }

    /** What compiling came to. */
    sealed interface Compilation {
        record Binary(Message.Compiled compiled) implements Compilation {}

        /** @param why what becomes of the task without */
        record None(RunResult why) implements Compilation {}
    }

    /**
     * Compiles a user's kernel, and nothing else.
     *
     * @param patience milliseconds that it may take
     */
    Compilation compile(RunnerProcess compiler, Task task, UserKernel kernel, long patience)
            throws RunnerException, InterruptedException {
        Attempt compiling = new Attempt(compiler, task, compiler.device(), 0, 0, meter.read(), now());
        compiler.send(new Message.Compile(kernel));
        Event event = compiler.next(patience + GRACE_MILLIS);
        return event instanceof Event.Said(Message.Compiled compiled)
                ? new Compilation.Binary(new Message.Compiled(
                        compiled.binary(),
                        compiling.nanos(compiled.buildNanos()),
                        compiling.cpuMillis(compiled.cpuMillis())))
                : new Compilation.None(over(compiling, event, false));
    }

    private static long now() {
        return System.nanoTime();
    }

    /**
     * A process and what it was given.
     *
     * @param buildNanos what another process took to compile
     * @param cpuMillis processor time of that, -1 when unknown
     * @param started our clock's nanoseconds
     */
    private record Attempt(
            RunnerProcess process,
            Task task,
            String device,
            long buildNanos,
            long cpuMillis,
            EnergyMeter.Reading before,
            long started) {
        private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

        /** Nanoseconds that the process says it took: a kernel may have said it, so no more than our own clock shows. */
        long nanos(long said) {
            return Math.clamp(said, 0, now() - started);
        }

        /** Its processor time likewise; -1 when unknown. */
        long cpuMillis(long said) {
            return Math.clamp(said, -1, (now() - started) / 1_000_000 * PROCESSORS + 1);
        }
    }

    private RunResult execute(Attempt attempt) throws InterruptedException {
        RunnerProcess process = attempt.process();
        Limits limits = attempt.task().program().limits();
        Event event = process.next(limits.buildMs() + GRACE_MILLIS);
        boolean built = event instanceof Event.Said(Message.Built());
        if (built) {
            event = process.next(limits.wallMs() + GRACE_MILLIS);
        }
        return event instanceof Event.Said(Message.Done done) ? computed(attempt, done) : over(attempt, event, built);
    }

    /** What it means that something else came than what was asked for. */
    private RunResult over(Attempt attempt, Event event, boolean built) throws InterruptedException {
        Task task = attempt.task();
        Limits limits = task.program().limits();
        Energy energy = meter.since(attempt.before(), -1);
        return switch (event) {
            case Event.Said(Message.Fault(JobError error, String detail)) -> failed(task, error, detail, energy);
            // A kernel can bring that about, or forge it.
            case Event.Said(Message.GaveUp(String reason)) -> failed(task, JobError.CRASHED, reason, energy);
            case Event.Silence() ->
                failed(
                        task,
                        built ? JobError.TIMED_OUT : JobError.BUILD_TIMED_OUT,
                        built
                                ? "killed after " + limits.wallMs() + " ms and " + GRACE_MILLIS + " ms of grace"
                                : "killed, because the compiler was not done in time",
                        energy);
            case Event.Ended(String how) -> crashed(attempt, how, energy);
            case Event.Unread(String why) -> new RunResult.Abandoned(why);
            case Event.Said said -> crashed(attempt, "it said " + said.message(), energy);
        };
    }

    private RunResult computed(Attempt attempt, Message.Done done) throws InterruptedException {
        Task task = attempt.task();
        long cpuMillis = attempt.cpuMillis(done.cpuMillis());
        boolean known = attempt.cpuMillis() >= 0 && cpuMillis >= 0;
        Energy energy = meter.since(attempt.before(), known ? attempt.cpuMillis() + cpuMillis : -1);
        try {
            long length = task.program().outputLength(task.params());
            if (done.output().size() != length) {
                return crashed(attempt, "its output has " + done.output().size() + " bytes, not " + length, energy);
            }
        } catch (JobFault fault) {
            return failed(task, fault.error(), fault.detail(), energy);
        }
        // Only users' kernels print, and only what is printed needs a wait for the end of the process.
        long logBytes =
                task.program() instanceof UserKernel kernel ? kernel.limits().logBytes() : 0;
        String log = logBytes == 0 ? "" : attempt.process().log(logBytes);
        return new RunResult.Computed(
                done.output(),
                attempt.device(),
                attempt.nanos(done.kernelNanos()),
                attempt.buildNanos() + attempt.nanos(done.buildNanos()),
                energy,
                log);
    }

    private static RunResult crashed(Attempt attempt, String how, Energy energy) throws InterruptedException {
        RunnerProcess process = attempt.process();
        String detail = how + ", " + process.ending() + ": " + process.log(LOG_IN_REASON);
        return failed(attempt.task(), JobError.CRASHED, detail.strip(), energy);
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
