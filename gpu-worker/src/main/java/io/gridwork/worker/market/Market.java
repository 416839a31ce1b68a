package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.job.PostedJob;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The network, seen from one node. Reads are of the newest block. An action is sent at most once however often it is asked for,
 * over restarts too, and has happened when the call returns; it answers how many wei of gas that took.
 *
 * <p>Every call can throw {@link io.gridwork.rpc.ChainException}; an action that the contracts do not take throws
 * {@link RefusedException}.
 */
public interface Market {
    Head head();

    /** Jobs posted in these blocks, both inclusive, in the order of the chain. */
    List<PostedJob> postedBetween(long first, long last);

    Standing standing(PostedJob job);

    /** Names the network and our node, and nothing else; known without asking. */
    String name();

    /** Which node is ours; known without asking. */
    NodeId nodeId();

    /** Our node as it stands. */
    NodeAccount node();

    /** How stake becomes jury tickets. */
    ChainReader.TicketRules ticketRules();

    /**
     * Counts our node's stake as tickets.
     *
     * @param stakeSince when stake was last added: names the action
     */
    long ripen(Instant stakeSince);

    /** What a claim would meet now. */
    Draw draw(PostedJob job);

    /** The jury, where the network has one; known without asking. */
    Optional<Court> court();

    /** Price of gas now, in wei. */
    BigInteger gasPrice();

    /** Decimals of a token; 18 for the native currency. */
    int decimals(Address token);

    /** Decimals of the stake token. */
    int stakeDecimals();

    /** The bond that the network asks for as the least for a seat of such a job, in the smallest unit of the stake token; zero where it asks for none. */
    BigInteger leastBond(JobOrder order);

    /** Takes a seat. */
    long claim(PostedJob job);

    /** Binds our seat to a result. */
    long commit(PostedJob job, int seat, Commitment commitment);

    /** Delivers the result of a job with one seat. */
    long submit(PostedJob job, int seat, Delivery delivery);

    /** Delivers it with a proof that the program's verifier takes, and is paid at once. */
    long submitVerified(PostedJob job, int seat, Delivery delivery, Bytes proof);

    /** Shows what our seat committed to. */
    long reveal(PostedJob job, int seat, Hash32 salt, Delivery delivery);

    /** Moves a job on whose deadline has passed. State and deadline tell its pokes apart: a job can need several. */
    long poke(PostedJob job, Standing now);
}
