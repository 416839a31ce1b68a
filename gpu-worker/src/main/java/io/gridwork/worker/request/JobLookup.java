package io.gridwork.worker.request;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.EventDecoder;
import io.gridwork.chain.BlockTag;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.JobEvents;
import io.gridwork.worker.market.JobLogs;
import io.gridwork.worker.market.Standing;
import java.util.List;

/** Finds everything the chain knows about one job. */
public final class JobLookup {
    private final Contracts contracts;
    private final ChainReader reader;
    private final JobLogs logs;
    private final JobEvents deliveries;

    public JobLookup(Contracts contracts) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.logs = new JobLogs(contracts);
        this.deliveries = JobEvents.deliveries(contracts);
    }

    /** How it stands. @throws IllegalArgumentException when the chain knows no such job */
    public Standing standing(JobId id) {
        return standing(posted(id));
    }

    public Standing standing(PostedJob job) {
        return reader.standing(job, NodeId.NONE);
    }

    /** The job as it was posted. @throws IllegalArgumentException when the chain knows no such job, or it is none that can be run */
    public PostedJob posted(JobId id) {
        long block = postBlock(id);
        return logs.find(id, block).orElseThrow(() -> missing(id, block));
    }

    /** What it was posted with. @throws IllegalArgumentException when the chain knows no such job */
    public JobOrder order(JobId id) {
        long block = postBlock(id);
        return logs.order(id, block).orElseThrow(() -> missing(id, block));
    }

    private long postBlock(JobId id) {
        long block = reader.postBlock(id);
        if (block > 0) return block;
        if (reader.state(id) == JobState.CANCELLED)
            throw new IllegalArgumentException("job " + id + " was voided by its requester: it was never posted");
        throw new IllegalArgumentException("the market " + contracts.address(Name.ESCROW) + " on chain "
                + contracts.deployment().chainId() + " knows no job " + id);
    }

    private static IllegalArgumentException missing(JobId id, long block) {
        return new IllegalArgumentException("the node has no event of job " + id + " in block " + block
                + " that can be read: use one with full logs");
    }

    /** The results shown so far, in the order of the chain. */
    public List<Delivered> delivered(JobId id) {
        return deliveries.of(id, postBlock(id)).stream()
                .map(found -> delivered(found.event()))
                .toList();
    }

    private Delivered delivered(EventDecoder.Decoded event) {
        NodeId node = NodeId.of(event.value("nodeId").toInteger());
        AbiValue operator = contracts
                .read(Name.STAKING, "operatorOf", BlockTag.LATEST, node.value())
                .getFirst();
        return new Delivered(
                node,
                (int) event.value("seat").toLong(),
                event.value("by").equals(operator),
                new ResultRoot(event.value("root").toHash()),
                event.value("uri").toString(),
                (Bytes) event.value("output"));
    }
}
