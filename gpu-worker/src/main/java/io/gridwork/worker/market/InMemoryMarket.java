package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.job.PostedJob;
import java.math.BigInteger;
import java.util.List;

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
    public Standing standing(JobId job) {
        return escrow.standing(job, node.id());
    }

    @Override
    public NodeId nodeId() {
        return node.id();
    }

    @Override
    public NodeAccount node() {
        return node;
    }

    @Override
    public Draw draw(JobId job) {
        return new Draw.Open();
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
    public long claim(JobId job) {
        escrow.claim(job, node.id());
        return 0;
    }

    @Override
    public long commit(JobId job, int seat, Commitment commitment) {
        escrow.commit(job, node.id(), seat, commitment);
        return 0;
    }

    @Override
    public long submit(JobId job, int seat, Delivery delivery) {
        escrow.submit(job, node.id(), delivery.root().value());
        return 0;
    }

    @Override
    public long reveal(JobId job, int seat, Hash32 salt, Delivery delivery) {
        escrow.reveal(job, seat, salt, delivery);
        return 0;
    }

    @Override
    public long poke(JobId job, Phase phase) {
        escrow.poke(job);
        return 0;
    }
}
