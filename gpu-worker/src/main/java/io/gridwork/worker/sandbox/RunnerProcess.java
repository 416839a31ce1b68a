package io.gridwork.worker.sandbox;

import io.gridwork.worker.device.Frames;
import io.gridwork.worker.device.LinuxCalls;
import io.gridwork.worker.device.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One runner process: started, given tasks one by one, killed. What it sends is read by a thread of its own, and not believed. */
final class RunnerProcess implements AutoCloseable {
    /** What a runner may print before it is cut off; a manifest's log limit is at most this. */
    private static final int MAX_LOG = 1 << 20;

    private static final long READY_MILLIS = 60_000;
    private static final long LAST_WORDS_MILLIS = 1000;
    private static final long END_SECONDS = 10;
    private static final int LOG_IN_REASON = 400;

    /** What arrives. */
    sealed interface Event {
        record Said(Message message) implements Event {}

        /** The process has closed its end, or sent what is no message: it is of no more use. */
        record Ended(String how) implements Event {}

        /** We could not read what it sent: that is no fault of its own. */
        record Unread(String why) implements Event {}

        /** Nothing within the time given. */
        record Silence() implements Event {}
    }

    private final Process process;
    private final Isolation isolation;
    private final Path scratch;
    private final BoundedLog log;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private @Nullable String device;
    private int tasks;

    private RunnerProcess(Process process, Isolation isolation, Path scratch, long maxFrame) {
        this.process = process;
        this.isolation = isolation;
        this.scratch = scratch;
        this.log = new BoundedLog(process.getErrorStream(), MAX_LOG);
        Thread.ofPlatform().daemon().name("runner-reader").start(() -> listen(process.getInputStream(), maxFrame));
    }

    /** To be called on a thread that lives as long as the runner: bubblewrap dies with the thread that started it. */
    static RunnerProcess start(RunnerCommand command, String stage) throws IOException {
        if (LinuxCalls.supported()) {
            // The operator's keys would be the kernel's too, and what one kernel leaves there the next could read.
            LinuxCalls.joinNewSessionKeyring();
        }
        Path scratch = command.isolation().scratch();
        ProcessBuilder builder = new ProcessBuilder(command.arguments(scratch, stage));
        builder.environment().clear();
        builder.environment().putAll(command.environment(scratch));
        return new RunnerProcess(builder.start(), command.isolation(), scratch, command.maxFrame());
    }

    private void listen(InputStream in, long maxFrame) {
        try (in) {
            Optional<Message> message = Frames.read(in, maxFrame);
            while (message.isPresent()) {
                events.add(new Event.Said(message.get()));
                message = Frames.read(in, maxFrame);
            }
            events.add(new Event.Ended("it closed its results"));
        } catch (IOException e) {
            events.add(new Event.Ended("its results broke off: " + e.getMessage()));
        } catch (OutOfMemoryError e) {
            events.add(new Event.Unread("this worker's memory does not hold what a runner sent: " + e.getMessage()));
        }
    }

    /** The device, for people, as soon as it is open. @throws RunnerException when there is none */
    String device() throws RunnerException, InterruptedException {
        if (device == null) {
            device = awaitReady();
        }
        return device;
    }

    private String awaitReady() throws RunnerException, InterruptedException {
        return switch (next(READY_MILLIS)) {
            case Event.Said(Message.Ready(String name)) -> name;
            case Event.Said(Message.GaveUp(String reason)) -> throw new RunnerException(reason);
            case Event.Said _ -> throw new RunnerException("a runner began with a message that has no place there");
            case Event.Silence() -> throw new RunnerException("a runner was not ready after " + READY_MILLIS + " ms");
            case Event.Unread(String why) -> throw new RunnerException(why);
            case Event.Ended(String how) ->
                throw new RunnerException(
                        "a runner ended at its start (" + how + ", " + ending() + "): " + log(LOG_IN_REASON));
        };
    }

    /** Tasks it has been given. */
    int tasks() {
        return tasks;
    }

    Event next(long millis) throws InterruptedException {
        Event event = events.poll(Math.max(0, millis), TimeUnit.MILLISECONDS);
        return event == null ? new Event.Silence() : event;
    }

    /** Sends a task from a thread of its own: a large one fills the pipe, and a runner that hangs would never empty it. */
    void send(Message.Order order) {
        tasks++;
        Thread.ofPlatform().daemon().name("runner-writer").start(() -> {
            try {
                OutputStream out = process.getOutputStream();
                Frames.write(out, order);
            } catch (IOException e) {
                events.add(new Event.Ended("it stopped reading its task: " + e.getMessage()));
            }
        });
    }

    /** How a process that is going down went: "signal 11", "exit status 1", "it does not end". */
    String ending() throws InterruptedException {
        if (!process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
            return "it does not end";
        }
        int status = process.exitValue();
        return status > 128 ? "signal " + (status - 128) : "exit status " + status;
    }

    /** What the process printed, once it has ended or a little later. */
    String log(long maxBytes) throws InterruptedException {
        log.await(LAST_WORDS_MILLIS);
        return log.text(maxBytes);
    }

    /** Kills it and all it has started in its sandbox, at once. Does not wait for ever for what Linux cannot end. */
    @Override
    public void close() {
        process.destroyForcibly();
        LinuxCalls.killGroup(process.pid());
        process.onExit()
                .completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS)
                .thenRun(() -> isolation.clean(scratch))
                .join();
    }
}
