package io.gridwork.devnet.demo;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.devnet.network.DeployedContracts;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.Node;
import io.gridwork.devnet.network.Wallet;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.OrderAbi;
import io.gridwork.worker.request.JobLookup;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;

/** A node without a worker: a test does each step when it wants it done. */
final class NodeByHand {

    private static final Hash32 SALT = Keccak256.hash("a salt that nobody guesses");

    private final Devnet devnet;
    private final DeployedContracts contracts;
    private final Node node;
    private final Wallet operator;
    private final JobLookup jobs;

    NodeByHand(Devnet devnet, Node node) {
        this.devnet = devnet;
        this.contracts = devnet.contracts();
        this.node = node;
        this.operator = new Wallet(devnet.client(), node.operator().signer(), contracts);
        this.jobs = new JobLookup(new Contracts(devnet.client(), contracts.deployment()));
    }

    /** Claims a seat as soon as the draw allows it. */
    int claim(JobId job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> contracts
                        .read(
                                devnet.client(),
                                "MarketLens",
                                "eligible",
                                order(job),
                                node.id().value())
                        .getFirst()
                        .toBoolean());
        var receipt = operator.send(
                        "claim",
                        contracts.call(
                                "JobEscrow", "claim", order(job), node.id().value()))
                .getFirst();
        Hash32 claimed = contracts.abi("JobEscrow").event("SeatClaimed").topic0();
        return receipt.logs().stream()
                .filter(log -> log.topics().getFirst().equals(claimed))
                .map(log -> (int) log.data().hashAt(0).toUint256().toLongExact())
                .findFirst()
                .orElseThrow();
    }

    /** Commits to the right result, which plain Java computes. */
    void commit(JobId id, int seat, DemoJob job) {
        var root = new ResultRoot(job.rootOf(job.reference()));
        Commitment commitment = Commitment.of(id, seat, node.id(), root, SALT);
        operator.send("commit", contracts.call("JobEscrow", "commit", order(id), seat, commitment.value()));
    }

    void reveal(JobId id, int seat, DemoJob job) {
        List<Object> delivery = List.of(job.rootOf(job.reference()), "", 0, 0, Bytes.EMPTY);
        operator.send("reveal", contracts.call("JobEscrow", "reveal", order(id), seat, SALT, delivery));
    }

    /** Sends many heartbeats in few transactions: an event each. */
    void heartbeats(int transactions, int each) {
        var ids = Collections.nCopies(each, node.id().value());
        for (int i = 0; i < transactions; i++)
            operator.send("heartbeat", contracts.call("NodeStaking", "heartbeatMany", ids));
    }

    private List<Object> order(JobId id) {
        return OrderAbi.argument(jobs.order(id));
    }
}
