package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** The network's jury, seen from one node and its operator. Reads and actions are as those of {@link Market}. */
public interface Court {
    /** Who acts. */
    Address account();

    /** Jobs whose dispute opened in these blocks, both inclusive. */
    List<PostedJob> disputedBetween(long first, long last);

    /** Jobs for which a result was proposed in these blocks, both inclusive. */
    List<PostedJob> proposedBetween(long first, long last);

    Trial trial(PostedJob job);

    /** Whether our node's owner neither posted the job nor owns a seat of it. */
    boolean isNeutral(PostedJob job);

    /** Where the job's seats say that their results lie; what is there may be anything. */
    List<String> deliveredAt(PostedJob job);

    /** The times of the network's disputes. */
    Windows windows();

    /** Records the seed that the jury is drawn by. */
    long recordSeed(PostedJob job, long seedBlock);

    /**
     * Lists tickets of our node, in this order. Locks stake. All are sent before the first is waited for: an enrolment lasts no longer where blocks
     * are slow to be final.
     *
     * @throws RefusedException when none is listed
     */
    long enrol(PostedJob job, List<Long> tickets);

    /** Binds our node's juror seats to a root. */
    long commitVote(PostedJob job, Commitment commitment);

    /** Shows what our node has committed to. */
    long openVote(PostedJob job, ResultRoot root, Hash32 salt);

    /** Disputes a result. Takes a bond of the size of a seat's from the {@link #purse}. */
    long challenge(PostedJob job, Commitment commitment);

    /** Disputes a result with the bond of our seat, which revealed another. */
    long challengeAsSeat(PostedJob job, int seat);

    /** Shows what a challenger has committed to. */
    long openChallenge(PostedJob job, int challenger, ResultRoot root, Hash32 salt);

    /** Moves a dispute on whose phase has run out. */
    long poke(PostedJob job, Trial now);

    /** Our account's vault balance of the stake token. */
    BigInteger purse();

    /**
     * Times of disputes.
     *
     * @param margin added to the job's work window
     */
    record Windows(Duration seedWait, Duration enrolment, Duration margin, Duration reveal) {
        /** From the end of the enrolment to the last moment of a vote's commitment. */
        public Duration voting(PostedJob job) {
            return margin.plusSeconds(job.order().workWindow());
        }

        /** The longest dispute of a job. */
        public Duration longest(PostedJob job) {
            return seedWait.plus(enrolment).plus(voting(job)).plus(reveal);
        }
    }
}
