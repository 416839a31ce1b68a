package io.gridwork.worker.sandbox;

import io.gridwork.worker.device.Runner;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks in runner processes. A user's kernel is compiled in one and run in another, and both are killed then: they may have been
 * taken over by it. One that has computed a program of ours is used again, for programs of ours. A user's kernel never gets it: it
 * could read what is left of the jobs before.
 */
public final class RunnerPool implements JobRunner {
    /** Drivers leak; nothing else makes a process old. */
    private static final int MAX_TASKS = 200;
    /** A kernel that takes longer to compile, on a machine that has other work, is left to others. */
    private static final long LONGEST_LOOK_MILLIS = 20_000;
    /** An output is held some times over: as it comes from a runner, as it is hashed, as it is written. */
    private static final long MOST_OUTPUT = Runtime.getRuntime().maxMemory() / 6;

    private final RunnerConfig config;
    private final RunnerCommand command;
    private final String description;
    private final Workspace workspace;
    private final Supervisor supervisor;
    private final ExecutorService starter;
    private final Semaphore free;
    /** Held while a kernel is compiled whose job is not claimed: one at a time, the processors are for claimed jobs. */
    private final Semaphore looking = new Semaphore(1);

    private final RunnerStock forPrograms;
    private final RunnerStock compilers;
    private final RunnerStock executors;
    private boolean tried;
    private Optional<String> problem = Optional.empty();

    private RunnerPool(
            RunnerConfig config,
            RunnerCommand command,
            RunnerStock forPrograms,
            String description,
            Workspace workspace,
            ExecutorService starter) {
        this.config = config;
        this.command = command;
        this.description = description;
        this.workspace = workspace;
        this.starter = starter;
        this.free = new Semaphore(config.slots());
        this.supervisor = new Supervisor(new EnergyMeter(config.watts()));
        this.forPrograms = forPrograms;
        this.compilers = new RunnerStock(command, Runner.COMPILE_AND_EXECUTE, starter);
        this.executors = new RunnerStock(command, Runner.EXECUTE_ONLY, starter);
    }

    /**
     * Starts the runners.
     *
     * @throws RunnerException when the device that the configuration names, or the sandbox that it requires, is not there
     */
    public static RunnerPool open(RunnerConfig config) throws RunnerException, InterruptedException {
        Workspace workspace = Workspace.create();
        // Bubblewrap kills its process when the thread that started it ends, so one thread that lives as long as the
        // pool starts all.
        ExecutorService starter = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("runner-starter").factory());
        try {
            RunnerPool pool = probe(config, workspace, starter);
            for (int i = 0; i < config.slots(); i++) {
                if (i > 0) {
                    pool.forPrograms.startNext();
                }
                if (pool.rules().isEmpty()) {
                    pool.compilers.startNext();
                    pool.executors.startNext();
                }
            }
            return pool;
        } catch (RunnerException | InterruptedException e) {
            starter.shutdownNow();
            workspace.close();
            throw e;
        }
    }

    private static Isolation isolation(RunnerConfig config, Workspace workspace) throws RunnerException {
        Isolation isolation = config.isolation() == RunnerConfig.Mode.OFF
                ? new PlainProcess("it is switched off", workspace)
                : Bubblewrap.detect(workspace);
        if (config.isolation() == RunnerConfig.Mode.REQUIRED && isolation instanceof PlainProcess plain) {
            throw new RunnerException(
                    "--isolation required, but there is no sandbox: " + plain.reason(), RunnerConfig.SANDBOX_REMEDY);
        }
        return isolation;
    }

    /** Finds out by the first runner what its device is. */
    private static RunnerPool probe(RunnerConfig config, Workspace workspace, ExecutorService starter)
            throws RunnerException, InterruptedException {
        Isolation isolation = isolation(config, workspace);
        boolean auto = config.device().equals(RunnerConfig.AUTO);
        RunnerCommand command = RunnerCommand.of(config, isolation, auto ? "" : config.device());
        try {
            RunnerStock forPrograms = new RunnerStock(command, Runner.COMPILE_AND_EXECUTE, starter);
            String description = device(forPrograms) + ", " + isolation.description();
            return new RunnerPool(config, command, forPrograms, description, workspace, starter);
        } catch (RunnerException e) {
            // An operator who expects a GPU must not earn a thousandth of it in silence.
            throw command.device().equals(Runner.REFERENCE)
                    ? e
                    : new RunnerException(e.reason(), RunnerConfig.OPENCL_REMEDY);
        }
    }

    private static String device(RunnerStock stock) throws RunnerException, InterruptedException {
        stock.startNext();
        RunnerStock.Lease first = stock.take();
        try {
            String device = first.process().device();
            first.keep();
            first.close();
            return device;
        } catch (RunnerException | InterruptedException e) {
            stock.close();
            throw e;
        }
    }

    @Override
    public RunResult run(Task task) throws InterruptedException {
        return run(task, Variation.NONE);
    }

    /** As {@link #run(Task)}, with the work cut in another way. */
    RunResult run(Task task, Variation variation) throws InterruptedException {
        Optional<String> refusal = refusal(task.program());
        if (refusal.isPresent()) {
            return new RunResult.Abandoned(refusal.get());
        }
        RunResult result = runUnasked(task, variation);
        boolean blamed = task.program() instanceof UserKernel
                && result instanceof RunResult.Failed failed
                && failed.error().isOfTheMachineOrTheKernel();
        if (!blamed) return result;
        // What fails now, and not on a kernel that is known to be good, is the kernel's doing and the job's result.
        Optional<String> machine = tried(KernelTrial.tasks().subList(0, 1));
        return machine.isEmpty() ? result : new RunResult.Abandoned(machine.get());
    }

    @Override
    public Optional<RunResult> obstacle(Task task) throws InterruptedException {
        if (!(task.program() instanceof UserKernel kernel)) return Optional.empty();
        if (!looking.tryAcquire(1, TimeUnit.SECONDS))
            return Optional.of(new RunResult.Abandoned("the kernel of another job is being compiled"));
        // In a process of its own: a compiler without end must keep none from a job that was claimed.
        try (RunnerStock one = new RunnerStock(command, Runner.COMPILE_AND_EXECUTE, starter)) {
            one.startNext();
            try (RunnerStock.Lease compiler = one.take()) {
                RunnerProcess process = compiler.process();
                one.stop();
                long patience = Math.min(kernel.limits().buildMs(), LONGEST_LOOK_MILLIS);
                return switch (supervisor.compile(process, task, kernel, patience)) {
                    case Supervisor.Compilation.Binary _ -> Optional.empty();
                    case Supervisor.Compilation.None(RunResult why) -> Optional.of(why);
                };
            }
        } catch (RunnerException e) {
            return Optional.of(new RunResult.Abandoned(String.valueOf(e.getMessage())));
        } finally {
            looking.release();
        }
    }

    private RunResult runUnasked(Task task, Variation variation) throws InterruptedException {
        free.acquire();
        try {
            return switch (task.program()) {
                case UserKernel kernel -> runKernel(task, kernel);
                case BuiltIn _ -> runProgram(task, variation);
            };
        } catch (RunnerException e) {
            return new RunResult.Abandoned(String.valueOf(e.getMessage()));
        } finally {
            free.release();
        }
    }

    private RunResult runKernel(Task task, UserKernel kernel) throws RunnerException, InterruptedException {
        try (RunnerStock.Lease compiler = compilers.take();
                RunnerStock.Lease executor = executors.take()) {
            return supervisor.run(compiler.process(), executor.process(), task, kernel);
        }
    }

    private RunResult runProgram(Task task, Variation variation) throws RunnerException, InterruptedException {
        try (RunnerStock.Lease lease = forPrograms.take()) {
            RunResult result = supervisor.run(lease.process(), task, variation);
            if (result instanceof RunResult.Computed && lease.process().tasks() < MAX_TASKS) {
                lease.keep();
            }
            return result;
        }
    }

    @Override
    public Optional<String> refusal(Program program) {
        long output = program.limits().outputBytes();
        if (output > MOST_OUTPUT) {
            return Optional.of("its output may have " + output
                    + " bytes, and this worker's memory holds outputs of at most " + MOST_OUTPUT);
        }
        long memory = program.limits().memoryBytes();
        if (memory > config.memoryBytes()) {
            return Optional.of(
                    "it may take " + memory + " bytes of memory, and a slot here has " + config.memoryBytes());
        }
        return program instanceof UserKernel ? kernelRefusal() : Optional.empty();
    }

    /** Why this machine runs no kernels of users; empty when it does. The first time it tries some, which takes seconds. */
    public Optional<String> kernelRefusal() {
        Optional<String> ruledOut = rules();
        return ruledOut.isPresent() ? ruledOut : triedOut();
    }

    private synchronized Optional<String> triedOut() {
        try {
            if (!tried) {
                problem = tried(KernelTrial.tasks());
                tried = true;
            }
            return problem;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while a kernel was tried");
        }
    }

    /** Tries kernels that are known to be good. @return what went wrong; empty when nothing did */
    private Optional<String> tried(List<Task> tasks) throws InterruptedException {
        for (Task task : tasks) {
            Optional<String> found = KernelTrial.problem(task, runUnasked(task, Variation.NONE));
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<String> rules() {
        return command.device().equals(Runner.REFERENCE)
                ? Optional.of("kernels of users need an OpenCL device, and the Java reference was chosen")
                : command.isolation().refusal();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int slots() {
        return config.slots();
    }

    /** Kills all runners, busy ones too. */
    @Override
    public void close() {
        List<RunnerStock> all = List.of(forPrograms, compilers, executors);
        all.forEach(RunnerStock::stop);
        // Waits for the start of a process that is under way, so that it is among those to be killed.
        starter.close();
        all.forEach(RunnerStock::close);
        workspace.close();
    }
}
