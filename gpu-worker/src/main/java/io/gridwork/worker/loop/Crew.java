package io.gridwork.worker.loop;

import io.gridwork.contracts.JobId;
import io.gridwork.worker.job.PostedJob;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Threads for one kind of work, one for each job at most. */
final class Crew {
    private final Shift shift;
    private final Set<JobId> busy = ConcurrentHashMap.newKeySet();

    Crew(Shift shift) {
        this.shift = shift;
    }

    interface Work {
        void go() throws InterruptedException;
    }

    /** On a thread of its own, unless there is one for the job already or the job rests. */
    void start(PostedJob job, Work work) {
        JobId id = job.id();
        if (shift.isStopping() || shift.guard().isResting(id) || !busy.add(id)) return;
        shift.run(() -> {
            try {
                work.go();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                busy.remove(id);
            }
        });
    }

    boolean isBusyWith(PostedJob job) {
        return busy.contains(job.id());
    }

    int size() {
        return busy.size();
    }
}
