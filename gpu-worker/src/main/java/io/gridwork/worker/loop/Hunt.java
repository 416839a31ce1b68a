package io.gridwork.worker.loop;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobId;
import io.gridwork.rpc.ChainException;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Discovered;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.JournalException;
import io.gridwork.worker.jury.Auditor;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.UnsettledException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for new work: jobs to claim, results to audit, tickets to count. What a stranger's job needs is fetched here, and holds up nothing else. */
final class Hunt {
    private static final Logger LOG = LoggerFactory.getLogger(Hunt.class);
    /** Jobs that are looked at anew in a tick: calls to the node must not grow with the jobs that nobody wants. */
    private static final int LOOKS_A_TICK = 4;
    /** Jobs that are looked at, at a time: most wait for a download. */
    private static final int MOST_LOOKS = 8;
    /** Ticks from one look at a job to the next. */
    private static final int REST_TICKS = 5;

    private static final int MOST_LOOKS_OF_A_REQUESTER = 4;

    private final Shift shift;
    private final Journal journal;
    private final Steps steps;
    private final int slots;
    private final Consumer<PostedJob> claimed;
    private final Crew lookers;
    private final Crew auditors;
    private final AtomicBoolean searching = new AtomicBoolean();
    /** Only one job at a time may find a slot free and take it. */
    private final ReentrantLock claiming = new ReentrantLock();
    /** The tick in which a job was looked at last. */
    private final Map<JobId, Long> looked = new ConcurrentHashMap<>();

    private long ticks;

    /**
     * @param slots jobs that may be on the device or on their way to it
     * @param claimed is told of each job that is claimed
     */
    Hunt(Shift shift, Steps steps, int slots, Consumer<PostedJob> claimed) {
        this.shift = shift;
        this.journal = shift.journal();
        this.steps = steps;
        this.slots = slots;
        this.claimed = claimed;
        this.lookers = shift.crew();
        this.auditors = shift.crew();
    }

    /** Goes on where the last tick's search has ended. */
    void tick(Head head) {
        if (searching.compareAndSet(false, true)) shift.run(() -> search(head));
    }

    private void search(Head head) {
        try {
            steps.discover().scan(head);
            look();
            if (steps.auditor().isPresent()) audit(steps.auditor().get(), head);
            steps.ripen().ifPresent(ripen -> ripen.look(head));
        } catch (ChainException.Retryable | ChainException.Rejected | UnsettledException e) {
            LOG.warn("no new jobs are claimed this time, trying again: {}", e.getMessage());
        } catch (JournalException | ChainException.Fatal e) {
            shift.fail(e);
        } catch (RuntimeException e) {
            LOG.error("no new jobs are claimed this time because of a defect of the worker, please report it", e);
        } finally {
            searching.set(false);
        }
    }

    private boolean isRested(PostedJob job) {
        Long last = looked.get(job.id());
        return last == null || ticks >= last + REST_TICKS;
    }

    /** Those that were never looked at come first, then those whose last look is longest ago. */
    private void look() {
        List<PostedJob> open = journal.open().stream()
                .filter(entry -> entry.state() instanceof Discovered)
                .map(Journal.Entry::job)
                .toList();
        ticks++;
        looked.keySet().retainAll(open.stream().map(PostedJob::id).collect(Collectors.toSet()));
        if (!hasFreeSlot()) return;
        Map<Address, Long> requesters = open.stream()
                .filter(lookers::isBusyWith)
                .collect(Collectors.groupingBy(job -> job.order().requester(), Collectors.counting()));
        List<PostedJob> next = open.stream()
                .filter(job -> !lookers.isBusyWith(job) && isRested(job))
                .sorted(Comparator.comparing(job -> looked.getOrDefault(job.id(), -1L)))
                .filter(job -> requesters.merge(job.order().requester(), 1L, Long::sum) <= MOST_LOOKS_OF_A_REQUESTER)
                .limit(Math.min(LOOKS_A_TICK, Math.max(0, MOST_LOOKS - lookers.size())))
                .toList();
        for (PostedJob job : next) {
            looked.put(job.id(), ticks);
            lookers.start(job, () -> look(job));
        }
    }

    private void look(PostedJob job) throws InterruptedException {
        JobState state = journal.find(job.id()).orElseThrow().state();
        if (!(state instanceof Discovered discovered)) return;
        try {
            shift.guard().take(job.id(), state, () -> {
                JobState next = steps.claim().apply(job, discovered, this::lockFreeSlot);
                if (!next.equals(state)) shift.record(job, next);
                return next;
            });
        } finally {
            if (claiming.isHeldByCurrentThread()) claiming.unlock();
        }
        claimed.accept(job);
    }

    /** Keeps the lock until the claim is in the journal, where the next job counts it. */
    private boolean lockFreeSlot() {
        claiming.lock();
        return !shift.isStopping() && hasFreeSlot();
    }

    private boolean hasFreeSlot() {
        return journal.open().stream()
                        .filter(entry -> entry.state().occupiesDevice())
                        .count()
                < slots;
    }

    private void audit(Auditor auditor, Head head) {
        for (PostedJob job : auditor.sample(head)) {
            auditors.start(
                    job,
                    () -> shift.guard().take(job.id(), auditor, () -> {
                        auditor.audit(job);
                        return auditor;
                    }));
        }
    }

    /** Jobs that a thread is working on now. */
    int underWay() {
        return lookers.size() + auditors.size();
    }
}
