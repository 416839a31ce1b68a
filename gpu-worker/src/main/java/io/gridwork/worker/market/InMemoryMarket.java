package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.job.PostedJob;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One node's view of an {@link InMemoryEscrow}. Gas is free. */
public final class InMemoryMarket implements Market {
    private final InMemoryEscrow escrow;
    private final NodeAccount node;

    public InMemoryMarket(InMemoryEscrow escrow, NodeAccount node) {
        this.escrow = escrow;
        this.node = node;
    }

    @Override
    public Head head() {
        return escrow.head();
    }

    @Override
    public List<PostedJob> postedBetween(long first, long last) {
        return escrow.postedBetween(first, last);
    }

    @Override
    public Standing standing(PostedJob job) {
        return escrow.standing(job.id(), node.id());
    }

    @Override
    public String name() {
        return "node " + node.id() + " of a market in memory";
    }

    @Override
    public NodeId nodeId() {
        return node.id();
    }

    @Override
    public NodeAccount node() {
        return node;
    }

    /** A ticket is all the stake there is, and it is ripe. */
    @Override
    public ChainReader.TicketRules ticketRules() {
        return new ChainReader.TicketRules(node.stake().add(BigInteger.ONE), Duration.ZERO);
    }

    @Override
    public long ripen(Instant stakeSince) {
        throw new RefusedException("NotRipe");
    }

    @Override
    public Draw draw(PostedJob job) {
        return new Draw.Open();
    }

    @Override
    public Optional<Court> court() {
        return Optional.empty();
    }

    @Override
    public BigInteger gasPrice() {
        return BigInteger.ZERO;
    }

    @Override
    public int decimals(Address token) {
        return 6;
    }

    @Override
    public int stakeDecimals() {
        return 18;
    }

    @Override
    public BigInteger leastBond(JobOrder order) {
        return BigInteger.TEN;
    }

    @Override
    public long claim(PostedJob job) {
        escrow.claim(job.id(), node.id());
        return 0;
    }

    @Override
    public long commit(PostedJob job, int seat, Commitment commitment) {
        escrow.commit(job.id(), node.id(), seat, commitment);
        return 0;
    }

    @Override
    public long submit(PostedJob job, int seat, Delivery delivery) {
        escrow.submit(job.id(), node.id(), delivery.root().value());
        return 0;
    }

    /** There are no verifiers in memory. */
    @Override
    public long submitVerified(PostedJob job, int seat, Delivery delivery, Bytes proof) {
        throw new RefusedException("NotVerifiable");
    }

    @Override
    public long reveal(PostedJob job, int seat, Hash32 salt, Delivery delivery) {
        escrow.reveal(job.id(), seat, salt, delivery);
        return 0;
    }

    @Override
    public long poke(PostedJob job, Standing now) {
        escrow.poke(job.id());
        return 0;
    }
}
