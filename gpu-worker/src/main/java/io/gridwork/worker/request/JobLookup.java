package io.gridwork.worker.request;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.JobLogs;
import io.gridwork.worker.market.Phase;
import io.gridwork.worker.market.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds everything the chain knows about one job. */
public final class JobLookup {
    private static final long SPAN = 2_000;

    private final Contracts contracts;
    private final ChainReader reader;

    public JobLookup(Contracts contracts) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
    }

    /** How it stands. @throws IllegalArgumentException when the chain knows no such job */
    public Standing standing(JobId id) {
        Standing standing = reader.standing(id, NodeId.NONE);
        if (standing.phase() == Phase.NONE) {
            throw new IllegalArgumentException("the market " + contracts.address(Name.ESCROW) + " on chain "
                    + contracts.deployment().chainId() + " knows no job " + id);
        }
        return standing;
    }

    /** The job as it was posted. */
    public PostedJob posted(JobId id) {
        long block = reader.postBlock(id);
        return new JobLogs(contracts)
                .between(block, block).stream()
                        .filter(job -> job.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("the node has no event of job " + id
                                + " in block " + block + ": use one with full logs"));
    }

    /** The results shown so far, in the order of the chain. */
    public List<Delivered> delivered(JobId id) {
        EventSchema schema = contracts.event(Name.ESCROW, "Revealed");
        EventDecoder decoder = new EventDecoder(List.of(schema));
        LogFilter filter = new LogFilter(Set.of(contracts.address(Name.ESCROW)), Set.of(schema.topic0()));
        List<Delivered> found = new ArrayList<>();
        long head = contracts.client().blockNumber();
        for (long first = reader.postBlock(id); first <= head; first += SPAN) {
            for (LogEntry log : contracts.client().logs(filter, first, Math.min(head, first + SPAN - 1))) {
                if (log.topics().get(1).equals(id.value())
                        && decoder.decode(log) instanceof EventDecoder.Decoded event) {
                    found.add(delivered(event));
                }
            }
        }
        return found;
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
