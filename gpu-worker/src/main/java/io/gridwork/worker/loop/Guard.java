package io.gridwork.worker.loop;

import io.gridwork.contracts.JobId;
import io.gridwork.rpc.ChainException;
import io.gridwork.worker.journal.JournalException;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.UnsettledException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes steps so that what goes wrong in one job reaches no other. */
final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    /** Ticks that a job rests after a defect. */
    private static final int REST_TICKS = 60;

    private final Consumer<RuntimeException> fatal;
    private final AtomicLong ticks = new AtomicLong();
    /** Jobs that met a defect of ours, and the tick at which they are tried again: a bond may hang on it, but not every second. */
    private final Map<JobId, Long> resting = new ConcurrentHashMap<>();
    /** What the contracts said no with last. */
    private final Map<JobId, String> refused = new ConcurrentHashMap<>();

    /** @param fatal is told what makes going on impossible */
    Guard(Consumer<RuntimeException> fatal) {
        this.fatal = fatal;
    }

    interface Step<S> {
        S take() throws InterruptedException;
    }

    void tick() {
        long now = ticks.incrementAndGet();
        resting.values().removeIf(until -> until <= now);
    }

    boolean isResting(JobId job) {
        return resting.containsKey(job);
    }

    int resting() {
        return resting.size();
    }

    /** One step, which stores its outcome. The state stays as it is when the step cannot be taken now. */
    <S> S take(JobId id, S state, Step<S> step) throws InterruptedException {
        try {
            S next = step.take();
            refused.remove(id);
            return next;
        } catch (ChainException.Retryable | ChainException.Rejected | UnsettledException e) {
            LOG.warn("job {}: trying again: {}", id, e.getMessage());
        } catch (RefusedException e) {
            String why = String.valueOf(e.getMessage());
            // Asked again at every tick, told when it is news.
            if (!why.equals(refused.put(id, why))) LOG.info("job {}: no step forward: {}", id, why);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) throw (InterruptedException) new InterruptedException("stopped").initCause(e);
            failed(id, e);
        }
        return state;
    }

    private void failed(JobId id, RuntimeException e) {
        if (e instanceof ChainException.Fatal || e instanceof JournalException) {
            fatal.accept(e);
            return;
        }
        resting.put(id, ticks.get() + REST_TICKS);
        if (e instanceof UncheckedIOException machine) {
            LOG.error("job {}: left alone for a while: {}", id, machine.getMessage());
        } else {
            // A defect of ours in one job must not end the others; it is told in full.
            LOG.error("job {}: left alone for a while because of a defect of the worker, please report it", id, e);
        }
    }
}
