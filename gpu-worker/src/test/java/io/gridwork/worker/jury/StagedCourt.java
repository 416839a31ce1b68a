package io.gridwork.worker.jury;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Trial;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A court whose trial a test sets, and which writes down what it is asked to do. */
final class StagedCourt implements Court {
    final List<String> calls = new ArrayList<>();
    boolean neutral = true;
    boolean refuses;
    private final Deque<Trial> trials = new ArrayDeque<>();

    /** What the next looks see; the last one stays. */
    StagedCourt shows(Trial... next) {
        trials.clear();
        trials.addAll(List.of(next));
        return this;
    }

    private long called(String call) {
        calls.add(call);
        if (refuses) throw new RefusedException("refused");
        return 1;
    }

    @Override
    public Trial trial(PostedJob job) {
        return trials.size() > 1 ? trials.removeFirst() : trials.getFirst();
    }

    @Override
    public Address account() {
        return Address.ZERO;
    }

    @Override
    public List<PostedJob> disputedBetween(long first, long last) {
        return List.of();
    }

    @Override
    public List<PostedJob> proposedBetween(long first, long last) {
        return List.of();
    }

    @Override
    public List<String> deliveredAt(PostedJob job) {
        return List.of();
    }

    @Override
    public boolean isNeutral(PostedJob job) {
        return neutral;
    }

    @Override
    public Windows windows() {
        Duration minute = Duration.ofMinutes(1);
        return new Windows(minute, minute, minute, minute);
    }

    @Override
    public long recordSeed(PostedJob job, long seedBlock) {
        return called("recordSeed " + seedBlock);
    }

    @Override
    public long enrol(PostedJob job, List<Long> tickets) {
        return called("enrol " + tickets);
    }

    @Override
    public long commitVote(PostedJob job, Commitment commitment) {
        return called("commitVote");
    }

    @Override
    public long openVote(PostedJob job, ResultRoot root, Hash32 salt) {
        return called("openVote");
    }

    @Override
    public long challenge(PostedJob job, Commitment commitment) {
        return called("challenge");
    }

    @Override
    public long challengeAsSeat(PostedJob job, int seat) {
        return called("challengeAsSeat " + seat);
    }

    @Override
    public long openChallenge(PostedJob job, int challenger, ResultRoot root, Hash32 salt) {
        return called("openChallenge " + challenger);
    }

    @Override
    public long poke(PostedJob job, Trial now) {
        return called("poke");
    }

    @Override
    public BigInteger purse() {
        return BigInteger.ZERO;
    }
}
