package io.gridwork.worker.market;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.SeatState;
import io.gridwork.worker.job.PostedJob;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The market's rules, as in contracts/STATES.md, in memory: for tests of the worker at the speed of memory.
 * No money but the price, no draw, no limits on a node. Time stands still until it is moved.
 */
public final class InMemoryEscrow {
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private Instant now;
    private long block = 1;

    public InMemoryEscrow(Instant now) {
        this.now = now;
    }

    private static final class Seat {
        final NodeId node;
        SeatState state = SeatState.CLAIMED;
        Hash32 hash = Hash32.ZERO;

        Seat(NodeId node) {
            this.node = node;
        }
    }

    private static final class Job {
        final PostedJob posted;
        final List<Seat> seats = new ArrayList<>();
        JobState state = JobState.OPEN;
        Instant deadline;
        Hash32 result = Hash32.ZERO;

        Job(PostedJob posted, Instant deadline) {
            this.posted = posted;
            this.deadline = deadline;
        }

        void become(JobState next, Instant until) {
            state = next;
            deadline = until;
        }

        long count(Predicate<Seat> which) {
            return seats.stream().filter(which).count();
        }
    }

    /** Moves the clock and mines a block. */
    public synchronized void advance(long seconds) {
        now = now.plusSeconds(seconds);
        block++;
    }

    public synchronized Head head() {
        return new Head(block, now);
    }

    /** Row 1. The job's own block number is not looked at. */
    public synchronized void post(PostedJob job) {
        block++;
        PostedJob mined = new PostedJob(job.id(), job.order(), job.spec(), block, job.vetted());
        jobs.put(job.id(), new Job(mined, now.plusSeconds(job.order().claimWindow())));
    }

    synchronized List<PostedJob> postedBetween(long first, long last) {
        return jobs.values().stream()
                .map(job -> job.posted)
                .filter(posted -> posted.block() >= first && posted.block() <= last)
                .toList();
    }

    /** How a job stands, seen by a node. */
    public synchronized Standing standing(JobId id, NodeId node) {
        Job job = jobs.get(id);
        if (job == null) {
            return new Standing(JobState.NONE, 0, 0, 0, Instant.EPOCH, BigInteger.ZERO, Hash32.ZERO, false, null, now);
        }
        Standing.Seat own = seatOf(job, node)
                .map(seat -> new Standing.Seat(job.seats.indexOf(seat), seat.state, seat.hash))
                .orElse(null);
        return new Standing(
                job.state,
                job.posted.order().n(),
                job.posted.order().k(),
                job.seats.size(),
                job.deadline,
                job.posted.order().maxPrice(),
                job.result,
                false,
                own,
                now);
    }

    private static Optional<Seat> seatOf(Job job, NodeId node) {
        return job.seats.stream().filter(seat -> seat.node.equals(node)).findFirst();
    }

    /** Row 3. */
    synchronized void claim(JobId id, NodeId node) {
        Job job = inTime(id, JobState.OPEN);
        if (seatOf(job, node).isPresent()) throw new RefusedException("AlreadyNamed");
        job.seats.add(new Seat(node));
        if (job.seats.size() == job.posted.order().n()) {
            job.become(JobState.RUNNING, now.plusSeconds(job.posted.order().workWindow()));
        }
    }

    /** Row 5. */
    synchronized void submit(JobId id, NodeId node, Hash32 root) {
        Job job = inTime(id, JobState.RUNNING);
        Seat seat = seatOf(job, node).orElseThrow(() -> new RefusedException("NotSeatOperator"));
        if (job.posted.order().n() != 1) throw new RefusedException("WrongState");
        seat.state = SeatState.REVEALED;
        seat.hash = root;
        propose(job, root);
    }

    /** Row 6. */
    synchronized void commit(JobId id, NodeId node, int index, Commitment commitment) {
        Job job = inTime(id, JobState.RUNNING);
        Seat seat = job.seats.get(index);
        if (!seat.node.equals(node)) throw new RefusedException("NotSeatOperator");
        if (seat.state != SeatState.CLAIMED) throw new RefusedException("AlreadyCommitted");
        seat.state = SeatState.COMMITTED;
        seat.hash = commitment.value();
        if (job.count(s -> s.state == SeatState.COMMITTED) == job.seats.size()) openReveals(job);
    }

    /** Row 8. */
    synchronized void reveal(JobId id, int index, Hash32 salt, Delivery delivery) {
        Job job = inTime(id, JobState.REVEALING);
        Seat seat = job.seats.get(index);
        if (seat.state != SeatState.COMMITTED) throw new RefusedException("NotCommitted");
        Commitment opened = Commitment.of(id, index, seat.node, delivery.root(), salt);
        if (!opened.value().equals(seat.hash)) throw new RefusedException("WrongReveal");
        seat.state = SeatState.REVEALED;
        seat.hash = delivery.root().value();
        if (job.count(s -> s.state == SeatState.COMMITTED) == 0) tally(job);
    }

    /** Rows 4, 7, 9 and 11. */
    synchronized void poke(JobId id) {
        Job job = known(id);
        if (!job.state.canBePoked()) throw new RefusedException("NothingToPoke");
        if (!now.isAfter(job.deadline)) throw new RefusedException("NotDue");
        switch (job.state) {
            case RUNNING -> {
                boolean enough = job.posted.order().n() > 1
                        && job.count(s -> s.state == SeatState.COMMITTED)
                                >= job.posted.order().k();
                if (enough) openReveals(job);
                else job.become(JobState.REFUNDED, now);
            }
            case REVEALING -> tally(job);
            case PROPOSED -> job.become(JobState.COMPLETED, now);
            default -> job.become(JobState.REFUNDED, now);
        }
    }

    private void openReveals(Job job) {
        job.become(JobState.REVEALING, now.plusSeconds(job.posted.order().revealWindow()));
    }

    /** Rows 9a and 9c. */
    private void tally(Job job) {
        for (Seat seat : job.seats) {
            long same = job.count(s -> s.state == SeatState.REVEALED && s.hash.equals(seat.hash));
            if (seat.state == SeatState.REVEALED && same >= job.posted.order().k()) {
                propose(job, seat.hash);
                return;
            }
        }
        job.become(JobState.REFUNDED, now);
    }

    private void propose(Job job, Hash32 root) {
        job.result = root;
        long challenge = job.posted.order().challengeWindow();
        if (challenge == 0) job.become(JobState.COMPLETED, now);
        else job.become(JobState.PROPOSED, now.plusSeconds(challenge));
    }

    private Job inTime(JobId id, JobState state) {
        Job job = known(id);
        if (job.state != state) throw new RefusedException("WrongState");
        if (now.isAfter(job.deadline)) throw new RefusedException("DeadlinePassed");
        return job;
    }

    private Job known(JobId id) {
        Job job = jobs.get(id);
        if (job == null) throw new RefusedException("WrongState");
        return job;
    }
}
