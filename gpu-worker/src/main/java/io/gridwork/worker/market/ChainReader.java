package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainException;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.SeatState;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the contracts say now, without acting: for nodes, requesters and the curious. */
public final class ChainReader {
    private final Contracts contracts;

    public ChainReader(Contracts contracts) {
        this.contracts = contracts;
    }

    public Head head() {
        BlockHeader header = header();
        return new Head(header.number(), Instant.ofEpochSecond(header.timestamp()));
    }

    private BlockHeader header() {
        return contracts
                .client()
                .header(BlockTag.LATEST)
                .orElseThrow(
                        () -> new ChainException.Retryable(contracts.client().name() + " has no block yet", null));
    }

    /** How a job stands, and the seat of a node in it. All of one block, so that the parts fit together. */
    public Standing standing(JobId id, NodeId node) {
        BlockHeader head = header();
        BlockTag block = BlockTag.at(head.number());
        Struct job = contracts.struct(Name.ESCROW, "jobOf", block, id.value());
        Standing.@Nullable Seat own = null;
        for (int seat = 0; seat < job.small("seated") && own == null; seat++) {
            own = seat(id, seat, node, block);
        }
        return new Standing(
                Phase.of(JobState.of(job.number("state"))),
                job.small("n"),
                job.small("k"),
                job.small("seated"),
                job.time("deadline"),
                job.amount("price"),
                job.get("result").toHash(),
                own,
                Instant.ofEpochSecond(head.timestamp()));
    }

    private Standing.@Nullable Seat seat(JobId id, int index, NodeId node, BlockTag block) {
        Struct seat = contracts.struct(Name.ESCROW, "seatOf", block, id.value(), index);
        if (seat.number("nodeId") != node.value()) return null;
        return new Standing.Seat(
                index, SeatState.of(seat.number("state")), seat.get("hash").toHash());
    }

    /** A node's account; all zero when there is no such node. */
    public NodeAccount node(NodeId id) {
        Struct node = contracts.struct(Name.STAKING, "nodeOf", BlockTag.LATEST, id.value());
        return new NodeAccount(
                id,
                node.get("owner").toAddress(),
                node.get("operator").toAddress(),
                node.small("nodeClass"),
                node.small("slots"),
                node.small("active"),
                node.amount("stake"),
                node.amount("locked"),
                node.amount("unbonding"),
                node.time("unlockAt"),
                node.time("lastSeen"),
                node.time("maintenanceFrom"),
                node.time("maintenanceUntil"),
                node.number("completed"),
                node.number("faults"));
    }

    public Address stakeToken() {
        return contracts
                .read(Name.STAKING, "stakeToken", BlockTag.LATEST)
                .getFirst()
                .toAddress();
    }

    /** What an account can spend or withdraw of a token. */
    public BigInteger vaultBalance(Address token, Address account) {
        return contracts
                .read(Name.VAULT, "balanceOf", BlockTag.LATEST, token, account)
                .getFirst()
                .toInteger();
    }

    public int decimals(Address token) {
        return token.equals(Address.ZERO)
                ? 18
                : (int) contracts.token(token, "decimals").toLong();
    }

    /** A token's symbol, or its address where it has none. */
    public String symbol(Address token) {
        if (token.equals(Address.ZERO)) return "native";
        try {
            return contracts.token(token, "symbol").toString();
        } catch (IllegalArgumentException | ChainException.Rejected _) {
            return token.toString();
        }
    }

    /** Number of the block that a job was posted in. */
    public long postBlock(JobId id) {
        return contracts
                .struct(Name.ESCROW, "jobOf", BlockTag.LATEST, id.value())
                .number("postBlock");
    }

    /** What the network says of a program. */
    public Listing program(ProgramHash program) {
        Struct listed = contracts.struct(Name.PROGRAMS, "programOf", BlockTag.LATEST, program.value());
        return new Listing(listed.get("vetted").toBoolean(), listed.small("nodeClass"), listed.number("maxUnits"));
    }

    /** Least bond of a seat per unit of work, for vetted programs of a class; smallest unit of the stake token. */
    public BigInteger bondFloor(int nodeClass) {
        return contracts
                .read(Name.ESCROW, "bondFloorOf", BlockTag.LATEST, nodeClass)
                .getFirst()
                .toInteger();
    }

    /** Least stake of a node. */
    public BigInteger minStake() {
        return contracts.struct(Name.STAKING, "params", BlockTag.LATEST).amount("minStake");
    }

    public boolean isTokenAllowed(Address token) {
        return contracts
                .read(Name.ESCROW, "isTokenAllowed", BlockTag.LATEST, token)
                .getFirst()
                .toBoolean();
    }

    /** Job windows the network allows, as (min, max) in seconds by the names of {@code WindowLimits}. */
    public Limits limits() {
        Struct limits = contracts.struct(Name.ESCROW, "limits", BlockTag.LATEST);
        return new Limits(
                limits.number("minClaim"),
                limits.number("maxClaim"),
                limits.number("minWork"),
                limits.number("maxWork"),
                limits.number("minReveal"),
                limits.number("maxReveal"),
                limits.number("minChallenge"),
                limits.number("maxChallenge"));
    }

    /** Fee in basis points of what is paid. */
    public int feeBps() {
        return contracts.struct(Name.ESCROW, "params", BlockTag.LATEST).small("feeBps");
    }

    /** A program on the network's list; {@code maxUnits} 0 when it is not on it. */
    public record Listing(boolean vetted, int nodeClass, long maxUnits) {
        public boolean isListed() {
            return maxUnits != 0;
        }
    }

    /** Bounds of a network's job windows, in seconds. */
    public record Limits(
            long minClaim,
            long maxClaim,
            long minWork,
            long maxWork,
            long minReveal,
            long maxReveal,
            long minChallenge,
            long maxChallenge) {}
}
