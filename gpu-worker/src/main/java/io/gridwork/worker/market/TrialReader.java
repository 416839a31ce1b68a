package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.TicketDraw;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads a dispute. All of one block, so that the parts fit together. */
final class TrialReader {
    private final Contracts contracts;
    private final NodeId node;
    private final Address account;

    TrialReader(Contracts contracts, NodeId node, Address account) {
        this.contracts = contracts;
        this.node = node;
        this.account = account;
    }

    Trial at(PostedJob job, BlockHeader head, Court.Windows windows) {
        BlockTag block = BlockTag.at(head.number());
        Struct stored = contracts.struct(Name.ESCROW, "jobOf", block, job.id().value());
        Struct dispute =
                contracts.struct(Name.JURY, "disputeOf", block, job.id().value());
        return new Trial(
                JobState.of(stored.number("state")),
                DisputePhase.of(dispute.number("phase")),
                stored.time("deadline"),
                windows.voting(job),
                (int) contracts.read(Name.JURY, "size", block).getFirst().toLong(),
                jurors(job, dispute, block),
                dispute.small("challengers"),
                challenge(job, dispute, block),
                lottery(job, dispute, block, head),
                new Head(head.number(), Instant.ofEpochSecond(head.timestamp())));
    }

    private List<Trial.Juror> jurors(PostedJob job, Struct dispute, BlockTag block) {
        int committed = dispute.small("committed");
        int opened = dispute.small("opened");
        return IntStream.range(0, dispute.small("listed"))
                .mapToObj(seat -> {
                    Struct juror = contracts.struct(
                            Name.JURY, "jurorOf", block, job.id().value(), seat);
                    return new Trial.Juror(
                            new NodeId(juror.number("nodeId")),
                            new TicketDraw(
                                    juror.number("ticket"), juror.amount("draw").longValue()),
                            (committed >> seat & 1) != 0,
                            (opened >> seat & 1) != 0,
                            juror.get("hash").toHash());
                })
                .toList();
    }

    private Trial.@Nullable Challenge challenge(PostedJob job, Struct dispute, BlockTag block) {
        for (int i = 0; i < dispute.small("challengers"); i++) {
            Struct challenger =
                    contracts.struct(Name.JURY, "challengerOf", block, job.id().value(), i);
            if (challenger.get("account").toAddress().equals(account))
                return new Trial.Challenge(i, challenger.get("opened").toBoolean());
        }
        return null;
    }

    private Trial.Lottery lottery(PostedJob job, Struct dispute, BlockTag block, BlockHeader head) {
        long seedBlock = dispute.number("seedBlock");
        DisputePhase phase = DisputePhase.of(dispute.number("phase"));
        boolean draws = !node.isNone() && (phase == DisputePhase.SEED || phase == DisputePhase.ENROLMENT);
        return new Trial.Lottery(
                seedBlock,
                dispute.get("seed").toHash(),
                phase == DisputePhase.SEED && head.number() > seedBlock ? timeOf(seedBlock) : null,
                draws ? number("limitOf", block, job.id().value()).longValue() : 0,
                node,
                draws ? tickets(dispute, block) : 0,
                draws ? seats(job, block) : BigInteger.ZERO);
    }

    private @Nullable Instant timeOf(long block) {
        return contracts
                .client()
                .header(BlockTag.at(block))
                .map(header -> Instant.ofEpochSecond(header.timestamp()))
                .orElse(null);
    }

    private long tickets(Struct dispute, BlockTag block) {
        return contracts
                .read(Name.STAKING, "ticketsBefore", block, node.value(), dispute.number("openedAt"))
                .getFirst()
                .toLong();
    }

    /** A lock must fit in the node's allowance and in its stake. */
    private BigInteger seats(PostedJob job, BlockTag block) {
        Struct own = contracts.struct(Name.STAKING, "nodeOf", block, node.value());
        BigInteger most = own.amount("allowance").min(own.amount("stake"));
        BigInteger lock = number("lockOf", block, job.order().bond());
        BigInteger room = most.subtract(own.amount("locked")).max(BigInteger.ZERO);
        return lock.signum() == 0 ? BigInteger.ZERO : room.divide(lock);
    }

    private BigInteger number(String function, BlockTag block, Object argument) {
        return contracts.read(Name.JURY, function, block, argument).getFirst().toInteger();
    }
}
