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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs tasks in runner processes, which are started ahead of need: a JVM, a driver and its compiler take most of a second to warm
 * up. A process that has run a user's kernel, or in which anything went wrong, is killed and replaced. One that has computed a
 * program of ours is as good as new, and is used again.
 */
public final class RunnerPool implements JobRunner {
    /** Drivers leak; nothing else makes a process old. */
    private static final int MAX_TASKS = 200;

    private final RunnerConfig config;
    private final RunnerCommand command;
    private final String description;
    private final Supervisor supervisor;
    private final ExecutorService starter;
    private final BlockingQueue<Future<RunnerProcess>> warm = new LinkedBlockingQueue<>();
    private final Set<RunnerProcess> running = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private RunnerPool(RunnerConfig config, RunnerCommand command, String description, ExecutorService starter) {
        this.config = config;
        this.command = command;
        this.description = description;
        this.starter = starter;
        this.supervisor = new Supervisor(new EnergyMeter(config.watts()));
    }

    /**
     * Starts the runners.
     *
     * @throws RunnerException when the device that the configuration names, or the sandbox that it requires, is not there
     */
    public static RunnerPool open(RunnerConfig config) throws RunnerException, InterruptedException {
        Isolation isolation = switch (config.isolation()) {
            case AUTO, REQUIRED -> Bubblewrap.detect();
            case OFF -> new PlainProcess("it is switched off");
        };
        if (config.isolation() == RunnerConfig.Mode.REQUIRED && isolation instanceof PlainProcess(String reason)) {
            throw new RunnerException(
                    "--isolation required, but there is no sandbox: " + reason, RunnerConfig.SANDBOX_REMEDY);
        }
        // Bubblewrap kills its process when the thread that started it ends, so one thread that lives as long as the
        // pool starts all.
        ExecutorService starter = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("runner-starter").factory());
        try {
            RunnerPool pool = probe(config, isolation, starter);
            for (int i = 0; i < config.slots(); i++) {
                pool.startNext();
            }
            return pool;
        } catch (RunnerException | InterruptedException e) {
            starter.shutdownNow();
            throw e;
        }
    }

    /** Finds out by a runner that is thrown away what its device is. */
    private static RunnerPool probe(RunnerConfig config, Isolation isolation, ExecutorService starter)
            throws RunnerException, InterruptedException {
        boolean auto = config.device().equals(RunnerConfig.AUTO);
        RunnerCommand command = new RunnerCommand(config, isolation, auto ? "" : config.device());
        try {
            String device = probe(command, starter);
            return new RunnerPool(config, command, device + ", " + isolation.description(), starter);
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

    private synchronized void startNext() {
        if (closed) {
            return;
        }
        warm.add(starter.submit(() -> {
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
        Future<RunnerProcess> next = warm.take();
        try {
            return run(started(next), task, variation);
        } catch (RunnerException e) {
            startNext();
            return new RunResult.Abandoned(String.valueOf(e.getMessage()));
        }
    }

    private RunResult run(RunnerProcess process, Task task, Variation variation) throws InterruptedException {
        boolean again = false;
        try {
            RunResult result = supervisor.run(process, task, variation);
            again = result instanceof RunResult.Computed
                    && task.program() instanceof BuiltIn
                    && process.tasks() < MAX_TASKS;
            return result;
        } catch (RunnerException e) {
            return new RunResult.Abandoned(String.valueOf(e.getMessage()));
        } finally {
            if (again) {
                warm.add(CompletableFuture.completedFuture(process));
            } else {
                running.remove(process);
                process.close();
                startNext();
            }
        }
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
    }
}
