package io.gridwork.worker.jury;

import io.gridwork.abi.Address;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainCourt;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Trial;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Challenges a proposed result with an account's own money: anyone may. */
public final class Challenger {
    private static final BigInteger BPS = BigInteger.valueOf(10_000);

    private final ChainReader reader;
    private final ChainCourt court;
    private final Journal journal;
    private final Challenges challenges;

    /**
     * @param journal of this account
     * @throws IllegalArgumentException when the network has no jury
     */
    public Challenger(Contracts contracts, Actions actions, Journal journal) {
        if (!contracts.has(Name.JURY))
            throw new IllegalArgumentException(
                    "this network has no jury: its deployment record names no contract Jury");
        this.reader = new ChainReader(contracts);
        this.court = new ChainCourt(contracts, actions, NodeId.NONE);
        this.journal = journal;
        this.challenges = new Challenges(court, journal);
    }

    public Address account() {
        return court.account();
    }

    /** Where the job's seats say that their results lie. */
    public List<String> deliveredAt(PostedJob job) {
        return court.deliveredAt(job);
    }

    /**
     * How many accounts have disputed the job's result already. Another can join them before the block of the jury's seed.
     *
     * @throws IllegalArgumentException when the job's result cannot be challenged now, with the reason
     */
    public int requireOpen(PostedJob job) {
        return requireOpen(job, 1);
    }

    /** @param blocks from now to the challenge's */
    private int requireOpen(PostedJob job, int blocks) {
        if (!job.vetted())
            throw new IllegalArgumentException(
                    "job " + job.id()
                            + " runs a program that is not vetted: what it computes may differ from machine to machine, and is not judged");
        Trial now = court.trial(job);
        if (!now.takesChallengesIn(blocks))
            throw new IllegalArgumentException(
                    "job " + job.id() + " cannot be challenged: " + obstacle(job, now, blocks));
        return now.challengers();
    }

    private static String obstacle(PostedJob job, Trial now, int blocks) {
        boolean disputed = now.state() == JobState.DISPUTED || now.state() == JobState.JURY_REVEAL;
        if (disputed && now.phase() == DisputePhase.SEED && now.isDue())
            return "its result is disputed already, and no seed of the jury was recorded until " + now.deadline()
                    + ", so the dispute ends without a verdict";
        boolean late = now.now().number() + blocks + 1 >= now.lottery().seedBlock();
        if (disputed && late)
            return "its result is disputed already, and others could join only before block "
                    + (now.lottery().seedBlock() - 1) + ", the last before the seed of the jury"
                    + (blocks > 1 ? ": too few blocks are left for the deposit of the bond and the challenge" : "")
                    + ". Now " + now.words() + ". See the verdict with: gridwork job status " + job.id();
        if (disputed)
            return "its result is disputed already by " + now.challengers() + " accounts, the most that there can be."
                    + " See the verdict with: gridwork job status " + job.id();
        if (now.state() == JobState.PROPOSED)
            return "its challenge window ended at " + now.deadline() + ", the result stands";
        return now.state().words() + ". Only a result that is not yet paid can be";
    }

    /** What a challenge costs and brings, and how long it takes. */
    public String terms(PostedJob job) {
        BigInteger bond = job.order().bond();
        BigInteger noShow =
                bond.multiply(BigInteger.valueOf(reader.noShowBps())).divide(BPS);
        return """
                A challenge takes a bond of %s from your vault balance.
                  The jury finds your root:          the bond comes back, with %s if you were the first to say so.
                  The jury finds another root:       the bond comes back without %s.
                  The jury finds the proposed root:  the whole bond is lost.
                  The jury finds no majority:        the bond comes back without %s.
                Your root stays hidden until the jury has voted. Then it must be opened: without that, a majority for it does not count for you.
                The dispute takes at most %s.""".formatted(
                        shown(bond),
                        shown(bond.divide(BigInteger.valueOf(4))),
                        shown(noShow),
                        shown(bond.divide(BigInteger.TEN)),
                        words(court.windows().longest(job)));
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 2) return time.toSeconds() + " s";
        String minutes = time.toMinutesPart() + " min";
        return time.toHours() == 0 ? minutes : time.toHours() + " h " + minutes;
    }

    private String shown(BigInteger amount) {
        Address token = reader.stakeToken();
        return Amounts.text(amount, reader.decimals(token)) + " " + reader.symbol(token);
    }

    /** A challenge of this account that was made before. */
    public Optional<Challenge> earlier(PostedJob job) {
        return journal.challenge(job.id());
    }

    /**
     * Puts down the bond, depositing what the vault balance of the stake token lacks, and binds this account to the right root.
     *
     * @throws IllegalArgumentException when there is no result to challenge, or it is the same
     */
    public void challenge(PostedJob job, ResultRoot root) {
        requireOpen(job);
        requireWrong(job, root);
        // A deposit of the bond takes a block before the challenge's.
        court.fillPurse(job, challenges.commitment(new Challenge(job, root)), () -> requireOpen(job, 2));
        challenges.make(job, root);
    }

    /** What lies in this account's purse, for people; empty where it is nothing. */
    public Optional<String> purse() {
        return Optional.of(court.purse()).filter(amount -> amount.signum() > 0).map(this::shown);
    }

    /** @throws RefusedException when the chain has no challenge of this account, with the reason why there can be none any more */
    public void requireMade(PostedJob job) {
        Trial now = court.trial(job);
        if (now.challenge() == null)
            throw new RefusedException("job " + job.id() + " was not challenged: " + obstacle(job, now, 1));
    }

    /** @throws IllegalArgumentException when the proposed result is this one */
    public void requireWrong(PostedJob job, ResultRoot root) {
        if (root.value().equals(reader.standing(job, NodeId.NONE).result()))
            throw new IllegalArgumentException("the result proposed for job " + job.id() + " is right: " + root
                    + ". There is nothing to challenge, and nothing was paid");
    }

    /** Whether this account has shown what it challenged with. */
    public boolean isOpened(PostedJob job) {
        Trial.Challenge own = court.trial(job).challenge();
        return own != null && own.opened();
    }

    /** Whether something is left to do for it. */
    public boolean isFollowing(Challenge challenge) {
        return journal.challenges().contains(challenge);
    }

    /** One step of an earlier challenge, if one can be taken now. @return how the dispute stood before it */
    public Trial advance(Challenge challenge) {
        return challenges.advance(challenge);
    }
}
