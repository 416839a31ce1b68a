package io.gridwork.devnet.up;

import io.gridwork.testchain.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Keeps programs running: one that ends is started again, after a pause that grows while it keeps ending. */
final class Supervisor {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Consumer<String> progress;
    /** Read by the status while a program is being started, which can take long. */
    private final List<Program> programs = new CopyOnWriteArrayList<>();

    /** @param progress takes a line for each end and each start */
    @SuppressWarnings("MissingSummary")
    Supervisor(LongSupplier nanoTime, Consumer<String> progress) {
        this.nanoTime = nanoTime;
        this.progress = progress;
    }

    /**
     * Keeps a program that runs already.
     *
     * @param url where it answers
     * @param start starts it again
     */
    void keep(String name, String url, ChildProcess running, Supplier<ChildProcess> start) {
        programs.add(new Program(name, url, running, start, nanoTime.getAsLong()));
    }

    /** Starts again what has ended and has waited long enough. */
    void look() {
        programs.forEach(this::look);
    }

    private void look(Program program) {
        long now = nanoTime.getAsLong();
        if (program.process.isAlive()) {
            program.ended = false;
            if (now - program.since > LONGEST_PAUSE.toNanos()) program.pause = FIRST_PAUSE;
            return;
        }
        if (!program.ended) {
            program.ended = true;
            program.since = now;
            progress.accept(
                    program.name + " ended with status " + program.process.exitStatus() + "; it starts again in "
                            + program.pause.toSeconds() + " s. The end of " + program.process.log() + ":\n"
                            + program.process.logTail(5));
        }
        if (now - program.since < program.pause.toNanos()) return;
        program.pause = shorter(program.pause.multipliedBy(2), LONGEST_PAUSE);
        program.restarts.incrementAndGet();
        restart(program);
    }

    private void restart(Program program) {
        program.since = nanoTime.getAsLong();
        try {
            program.process.close();
            program.process = program.start.get();
            progress.accept("started " + program.name + " again (pid " + program.process.pid() + ")");
        } catch (RuntimeException e) { // whatever it is, the others must be kept; the next look tries again
            progress.accept("cannot start " + program.name + ": " + e.getMessage());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    List<NetworkStatus.Service> status() {
        return programs.stream().map(Program::status).toList();
    }

    private static final class Program {
        final String name;
        final String url;
        final Supplier<ChildProcess> start;
        volatile ChildProcess process;
        boolean ended;
        long since;
        Duration pause = FIRST_PAUSE;
        final AtomicInteger restarts = new AtomicInteger();

        Program(String name, String url, ChildProcess process, Supplier<ChildProcess> start, long since) {
            this.name = name;
            this.url = url;
            this.process = process;
            this.start = start;
            this.since = since;
        }

        NetworkStatus.Service status() {
            return new NetworkStatus.Service(
                    name, process.isAlive(), process.pid(), url, process.log().toString(), restarts.get());
        }
    }
}
