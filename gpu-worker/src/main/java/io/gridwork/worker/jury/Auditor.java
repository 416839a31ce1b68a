package io.gridwork.worker.jury;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.step.ProfitGate;
import io.gridwork.worker.step.Recompute;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes a sample of others' proposed results anew and challenges those that are wrong, when that promises a gain. It forgets its sample at a
 * restart; what it has challenged is in the journal, and {@link Challenges} goes on with it.
 */
public final class Auditor {
    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

    private final Market market;
    private final Court court;
    private final Challenges challenges;
    private final Recompute recompute;
    private final ProfitGate gate;
    private final RandomGenerator random;
    private final double share;
    /** Sampled and not judged yet. */
    private final Map<JobId, PostedJob> sampled = new ConcurrentHashMap<>();

    private final Map<Verdict, LongAdder> verdicts = new EnumMap<>(Verdict.class);

    private long next = -1;

    /** What came of looking at a result. Names are counted in the metrics: do not rename them. */
    public enum Verdict {
        /** It is what this machine finds. */
        RIGHT,
        /** It is another, and was challenged. */
        CHALLENGED,
        /** It is another, and was not challenged: no gain in it, or too little in the vault. */
        NOT_CHALLENGED,
        /** This machine cannot compute it. */
        NOT_JUDGED
    }

    /** @param share of the proposed results that are looked at, 0 to 1 */
    public Auditor(
            Market market,
            Court court,
            Challenges challenges,
            Recompute recompute,
            ProfitGate gate,
            RandomGenerator random,
            double share) {
        this.market = market;
        this.court = court;
        this.challenges = challenges;
        this.recompute = recompute;
        this.gate = gate;
        this.random = random;
        this.share = share;
        for (Verdict verdict : Verdict.values()) verdicts.put(verdict, new LongAdder());
    }

    /** How many results were judged so, since the start. */
    public long count(Verdict verdict) {
        return Objects.requireNonNull(verdicts.get(verdict)).sum();
    }

    private void close(PostedJob job, Verdict verdict) {
        if (sampled.remove(job.id()) != null)
            Objects.requireNonNull(verdicts.get(verdict)).increment();
    }

    /** Draws from the results proposed since the last call, and gives back all that are to be judged. */
    public List<PostedJob> sample(Head head) {
        long first = next < 0 ? head.number() : next;
        if (first <= head.number()) {
            for (PostedJob job : court.proposedBetween(first, head.number())) {
                if (job.vetted() && random.nextDouble() < share) sampled.put(job.id(), job);
            }
            next = head.number() + 1;
        }
        return List.copyOf(sampled.values());
    }

    /** Judges one, and challenges it if need be. */
    public void audit(PostedJob job) throws InterruptedException {
        Standing now = market.standing(job);
        boolean canBeChallenged = now.state() == JobState.PROPOSED && !now.isDue() && now.seat() == null;
        if (!canBeChallenged) {
            sampled.remove(job.id());
            return;
        }
        switch (recompute.of(job)) {
            case Recompute.Found(ResultRoot root, long _) -> {
                boolean right = root.value().equals(now.result());
                close(job, right ? Verdict.RIGHT : challenge(job, now, root));
            }
            case Recompute.NotYet(String why) -> LOG.info("job {}: its result cannot be judged yet: {}", job.id(), why);
            case Recompute.Finding never -> {
                LOG.info("job {}: its result cannot be judged here: {}", job.id(), never.words());
                close(job, Verdict.NOT_JUDGED);
            }
        }
    }

    private Verdict challenge(PostedJob job, Standing now, ResultRoot root) {
        BigInteger bond = job.order().bond();
        LOG.warn("job {}: its proposed result is {}, and this machine computes {}", job.id(), now.result(), root);
        double gain = gate.challengeGain(job.order(), market.stakeDecimals(), market.gasPrice());
        if (gain <= 0) {
            LOG.info("job {}: not challenged, because the expected gain is {}", job.id(), gain);
        } else if (court.purse().compareTo(bond) < 0) {
            LOG.warn(
                    "job {}: not challenged: that takes a bond of {} of the stake token, and the operator's vault balance is {};"
                            + " worker deposit --token stake fills it",
                    job.id(),
                    bond,
                    court.purse());
        } else {
            challenges.make(job, root);
            LOG.info("job {}: challenged, expected gain {}", job.id(), gain);
            return Verdict.CHALLENGED;
        }
        return Verdict.NOT_CHALLENGED;
    }
}
