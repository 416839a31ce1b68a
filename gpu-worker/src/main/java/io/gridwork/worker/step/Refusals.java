package io.gridwork.worker.step;

import io.gridwork.contracts.JobId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts jobs by why they were refused. A job counts once for each reason, however often it is looked at again. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int REMEMBERED = 10_000;

    /** Of the jobs looked at last; anyone can post any number of them. */
    private final Map<JobId, Refusal> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Refusal> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);

    /** Notes a refusal and says it in the log when it is news. */
    public synchronized void count(JobId job, Refusal why, String detail) {
        if (last.put(job, why) == why) return;
        counts.merge(why, 1L, Long::sum);
        LOG.info("job {}: not claimed, {}: {}", job, why.words(), detail);
    }

    /** Why a job was refused last, for people. */
    public synchronized String lastOf(JobId job) {
        Refusal why = last.get(job);
        return why == null ? "not looked at in time" : why.words();
    }

    /** Nothing more will be said about the job. */
    synchronized void forget(JobId job) {
        last.remove(job);
    }

    public synchronized long count(Refusal why) {
        return counts.getOrDefault(why, 0L);
    }
}
