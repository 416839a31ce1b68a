package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.job.PostedJob;
import java.math.BigInteger;
import java.util.List;

/**
 * The network, seen from one node. Reads are of the newest block. An action is sent at most once however often it is asked for,
 * over restarts too, and has happened when the call returns; it answers how many wei of gas that took.
 *
 * <p>Every call can throw {@link io.gridwork.chain.ChainException}; an action that the contracts do not take throws
 * {@link RefusedException}.
 */
public interface Market {
    Head head();

    /** Jobs posted in these blocks, both inclusive, in the order of the chain. */
    List<PostedJob> postedBetween(long first, long last);

    Standing standing(JobId job);

    /** Which node is ours; known without asking. */
    NodeId nodeId();

    /** Our node as it stands. */
    NodeAccount node();

    /** What a claim would meet now. */
    Draw draw(JobId job);

    /** Price of gas now, in wei. */
    BigInteger gasPrice();

    /** Decimals of a token; 18 for the native currency. */
    int decimals(Address token);

    /** Decimals of the stake token. */
    int stakeDecimals();

    /** Takes a seat. */
    long claim(JobId job);

    /** Binds our seat to a result. */
    long commit(JobId job, int seat, Commitment commitment);

    /** Delivers the result of a job with one seat. */
    long submit(JobId job, int seat, Delivery delivery);

    /** Shows what our seat committed to. */
    long reveal(JobId job, int seat, Hash32 salt, Delivery delivery);

    /** Moves a job on whose deadline has passed; {@code phase} is the one it is in, since a job can need several pokes. */
    long poke(JobId job, Phase phase);
}
