package io.gridwork.worker.sandbox;

import io.gridwork.worker.device.Runner;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Runs tasks in runner processes, which are started ahead of need: a JVM, a driver and its compiler take most of a second to warm
 * up. A process that has run a user's kernel, or in which anything went wrong, is killed and replaced. One that has computed a
 * program of ours is used again, for programs of ours: a user's kernel could read what is left of the jobs before.
 */
public final class RunnerPool implements JobRunner {
    /** Drivers leak; nothing else makes a process old. */
    private static final int MAX_TASKS = 200;

    private final RunnerConfig config;
    private final RunnerCommand command;
    private final String description;
    private final Workspace workspace;
    private final Supervisor supervisor;
    private final ExecutorService starter;
    private final Semaphore free;
    private final BlockingQueue<Future<RunnerProcess>> forPrograms = new LinkedBlockingQueue<>();
    private final BlockingQueue<Future<RunnerProcess>> forKernels = new LinkedBlockingQueue<>();
    private final Set<RunnerProcess> running = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private RunnerPool(
            RunnerConfig config,
            RunnerCommand command,
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
                pool.startNext(pool.forPrograms);
                if (pool.kernelRefusal().isEmpty()) {
                    pool.startNext(pool.forKernels);
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

    /** Finds out by a runner that is thrown away what its device is. */
    private static RunnerPool probe(RunnerConfig config, Workspace workspace, ExecutorService starter)
            throws RunnerException, InterruptedException {
        Isolation isolation = isolation(config, workspace);
        boolean auto = config.device().equals(RunnerConfig.AUTO);
        RunnerCommand command = RunnerCommand.of(config, isolation, auto ? "" : config.device());
        try {
            String device = probe(command, starter);
            return new RunnerPool(config, command, device + ", " + isolation.description(), workspace, starter);
        } catch (RunnerException e) {
            // An operator who expects a GPU must not earn a thousandth of it in silence.
            throw command.device().equals(Runner.REFERENCE)
                    ? e
                    : new RunnerException(e.reason(), RunnerConfig.OPENCL_REMEDY);
        }
    }

    private static String probe(RunnerCommand command, ExecutorService starter)
            throws RunnerException, InterruptedException {
        try (RunnerProcess process = started(starter.submit(() -> RunnerProcess.start(command)))) {
            return process.device();
        }
    }

    private static RunnerProcess started(Future<RunnerProcess> process) throws RunnerException, InterruptedException {
        try {
            return process.get();
        } catch (ExecutionException e) {
            throw new RunnerException(
                    "no runner process can be started: " + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }

    private synchronized void startNext(BlockingQueue<Future<RunnerProcess>> queue) {
        if (closed) {
            return;
        }
        queue.add(starter.submit(() -> {
            RunnerProcess process = RunnerProcess.start(command);
            running.add(process);
            return process;
        }));
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
        free.acquire();
        try {
            return run(task.program() instanceof UserKernel ? forKernels : forPrograms, task, variation);
        } finally {
            free.release();
        }
    }

    private RunResult run(BlockingQueue<Future<RunnerProcess>> queue, Task task, Variation variation)
            throws InterruptedException {
        Future<RunnerProcess> next = queue.take();
        boolean again = false;
        try {
            RunResult result = supervisor.run(started(next), task, variation);
            again = result instanceof RunResult.Computed
                    && task.program() instanceof BuiltIn
                    && next.resultNow().tasks() < MAX_TASKS;
            return result;
        } catch (RunnerException e) {
            return new RunResult.Abandoned(String.valueOf(e.getMessage()));
        } finally {
            // Interrupted before it was there, it is still as new.
            if (again || next.state() == Future.State.RUNNING) {
                queue.add(next);
            } else {
                if (next.state() == Future.State.SUCCESS) {
                    end(next.resultNow());
                }
                startNext(queue);
            }
        }
    }

    private void end(RunnerProcess process) {
        running.remove(process);
        process.close();
    }

    @Override
    public Optional<String> refusal(Program program) {
        long memory = program.limits().memoryBytes();
        if (memory > config.memoryBytes()) {
            return Optional.of(
                    "it may take " + memory + " bytes of memory, and a slot here has " + config.memoryBytes());
        }
        return program instanceof UserKernel ? kernelRefusal() : Optional.empty();
    }

    /** Why this machine runs no kernels of users; empty when it does. */
    public Optional<String> kernelRefusal() {
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
        synchronized (this) {
            closed = true;
        }
        // Waits for the start of a process that is under way, so that it is among those to be killed.
        starter.close();
        running.forEach(RunnerProcess::close);
        workspace.close();
    }
}
