package io.gridwork.devnet.network;

import io.gridwork.abi.Bytes;
import io.gridwork.chain.ChainClient;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.contracts.SeatState;
import io.gridwork.network.Network;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.ChainMarket;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Delivery;
import io.gridwork.worker.market.Draw;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.market.UnsettledException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A node that computes nothing: it takes every job that hires it and delivers zeros. It reads the market and acts on it by the worker's own classes. All that it
 * has to know after a restart is on the chain.
 */
public final class DishonestNode implements AutoCloseable {

    /** As {@link Devnet#register} knows it. */
    public static final String NAME = "dishonest";

    private static final long LOOK_BACK = 5_000;

    private final ChainClient client;
    private final ChainMarket market;
    private final Consumer<String> progress;
    private final Map<JobId, PostedJob> hired = new LinkedHashMap<>();
    private long next;

    /**
     * A node that is registered already.
     *
     * @param operator its hot key
     * @param progress takes a line for each job
     * @throws DevnetException if the network is no development network
     */
    public DishonestNode(Network network, NodeId node, Signer operator, Consumer<String> progress) {
        var contracts = DeployedContracts.ofDevelopment(network);
        this.client = new ChainClient(network.rpc());
        this.progress = progress;
        var wallet = new Wallet(client, operator, contracts);
        this.market = new ChainMarket(new Contracts(client, contracts.deployment()), wallet.actions(), node);
        this.next = Math.max(0, market.head().number() - LOOK_BACK);
    }

    /** Takes one step in each job that can be moved on now. */
    public void look() {
        try {
            find(market.head());
            for (PostedJob job : List.copyOf(hired.values())) advance(job);
        } catch (ChainException.Retryable | UnsettledException e) {
            progress.accept("trying again: " + e.getMessage());
        }
    }

    private void find(Head head) {
        if (head.number() < next) return;
        for (PostedJob job : market.postedBetween(next, head.number()))
            if (job.spec().node().equals(market.nodeId())) hired.put(job.id(), job);
        next = head.number() + 1;
    }

    private void advance(PostedJob job) {
        Standing now = market.standing(job);
        Standing.Seat seat = now.seat();
        try {
            if (now.state() == JobState.OPEN && !now.isDue()) {
                if (seat == null && market.draw(job) instanceof Draw.Open) market.claim(job);
            } else if (now.state() == JobState.RUNNING && seat != null && seat.progress() == SeatState.CLAIMED) {
                deliverZeros(job, seat.index());
            } else {
                hired.remove(job.id());
            }
        } catch (RefusedException e) {
            hired.remove(job.id());
            progress.accept("job " + job.id() + " is given up: " + e.getMessage());
        }
    }

    private void deliverZeros(PostedJob job, int seat) {
        var output = new byte[Math.toIntExact(job.spec().outputLength())];
        ResultRoot root = ResultRoot.of(job.spec().programHash(), job.spec().inputRoot(), output);
        Bytes inline = output.length <= Delivery.INLINE_LIMIT ? Bytes.wrap(output) : Bytes.EMPTY;
        market.submit(job, seat, new Delivery(root, "", Energy.UNKNOWN, inline));
        progress.accept("job " + job.id() + ": delivered " + output.length + " zeros, root " + root);
    }

    @Override
    public void close() {
        client.close();
    }
}
