package io.gridwork.worker.market;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jury on a real chain, for one node with its operator's key. */
public final class ChainCourt implements Court {
    private final Contracts contracts;
    private final ChainReader reader;
    private final JobLogs logs;
    private final Actions actions;
    private final NodeId node;

    /** @param contracts of a network that has a jury: {@link Contracts#has} */
    public ChainCourt(Contracts contracts, Actions actions, NodeId node) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.logs = new JobLogs(contracts);
        this.actions = actions;
        this.node = node;
    }

    @Override
    public List<PostedJob> disputedBetween(long first, long last) {
        return jobs(Name.JURY, "Challenged", first, last);
    }

    @Override
    public List<PostedJob> proposedBetween(long first, long last) {
        return jobs(Name.ESCROW, "Proposed", first, last);
    }

    /** The jobs that an event's first topic names. */
    private List<PostedJob> jobs(Name contract, String event, long first, long last) {
        LogFilter filter = new LogFilter(
                Set.of(contracts.address(contract)),
                Set.of(contracts.event(contract, event).topic0()));
        return contracts.client().logs(filter, first, last).stream()
                .filter(log -> !log.removed())
                .map(log -> new JobId(log.topics().get(1)))
                .distinct()
                .flatMap(id -> logs.find(id, reader.postBlock(id)).stream())
                .toList();
    }

    @Override
    public Trial trial(PostedJob job) {
        BlockHeader head = reader.header();
        BlockTag block = BlockTag.at(head.number());
        Instant now = Instant.ofEpochSecond(head.timestamp());
        Struct stored = contracts.struct(Name.ESCROW, "jobOf", block, job.id().value());
        Struct dispute =
                contracts.struct(Name.JURY, "disputeOf", block, job.id().value());
        int pledged = dispute.small("committed");
        boolean seated = reader.seat(job.id(), stored.small("seated"), node, block) != null;
        return new Trial(
                JobState.of(stored.number("state")),
                stored.time("deadline"),
                (int) contracts.read(Name.JURY, "size", block).getFirst().toLong(),
                pledged,
                seated ? new Draw.Closed(ContractErrors.sentence("NotNeutral")) : draw(job.id(), block, now),
                juror(job.id(), pledged, block),
                now);
    }

    /** The draw alone; what else may be in the way, as a full node, a pledge is told when it is made. */
    private Draw draw(JobId id, BlockTag block, Instant now) {
        BigInteger from = contracts
                .read(Name.JURY, "eligibleAt", block, id.value(), node.value())
                .getFirst()
                .toInteger();
        if (from.bitLength() > 40) return new Draw.Closed("this node was not drawn for the jury");
        if (from.signum() == 0) return new Draw.Later(now.plusSeconds(1));
        Instant drawn = Instant.ofEpochSecond(from.longValueExact());
        return drawn.isAfter(now) ? new Draw.Later(drawn) : new Draw.Open();
    }

    private Trial.@Nullable Juror juror(JobId id, int pledged, BlockTag block) {
        for (int i = 0; i < pledged; i++) {
            Struct juror = contracts.struct(Name.JURY, "jurorOf", block, id.value(), i);
            if (juror.number("nodeId") == node.value())
                return new Trial.Juror(
                        i, juror.get("revealed").toBoolean(), juror.get("hash").toHash());
        }
        return null;
    }

    @Override
    public long pledge(PostedJob job, int juror, Commitment commitment) {
        Call call = contracts.call(Name.JURY, "jurorCommit", order(job), node.value(), juror, commitment.value());
        return act(call, job.id(), "juror", juror, "commit");
    }

    @Override
    public long vote(PostedJob job, int juror, ResultRoot root, Hash32 salt) {
        Call call = contracts.call(Name.JURY, "jurorReveal", order(job), juror, root.value(), salt);
        return act(call, job.id(), "juror", juror, "reveal");
    }

    @Override
    public long challenge(PostedJob job, ResultRoot root) {
        return act(contracts.call(Name.JURY, "challenge", order(job), root.value()), job.id(), "challenge");
    }

    @Override
    public BigInteger purse() {
        return reader.vaultBalance(reader.stakeToken(), actions.account());
    }

    private static List<Object> order(PostedJob job) {
        return OrderAbi.argument(job.order());
    }

    private long act(Call call, Object... name) {
        return actions.once(call, name).fee().toLongExact();
    }
}
