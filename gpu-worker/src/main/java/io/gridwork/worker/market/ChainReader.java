package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.SeatState;
import io.gridwork.rpc.ChainException;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;
import java.time.Duration;
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

    BlockHeader header() {
        return contracts
                .client()
                .header(BlockTag.LATEST)
                .orElseThrow(
                        () -> new ChainException.Retryable(contracts.client().name() + " has no block yet", null));
    }

    /** How a job stands, and the seat of a node in it. All of one block, so that the parts fit together. */
    public Standing standing(PostedJob job, NodeId node) {
        return standing(job.id(), job.order(), node);
    }

    /** The same for a job that may have no spec that anyone can run. */
    public Standing standing(JobId id, JobOrder order, NodeId node) {
        BlockHeader head = header();
        BlockTag block = BlockTag.at(head.number());
        Struct stored = contracts.struct(Name.ESCROW, "jobOf", block, id.value());
        return new Standing(
                JobState.of(stored.number("state")),
                order.n(),
                order.k(),
                stored.small("seated"),
                stored.time("deadline"),
                price(order, block),
                stored.get("result").toHash(),
                stored.get("verifiable").toBoolean(),
                seat(id, stored.small("seated"), node, block),
                Instant.ofEpochSecond(head.timestamp()));
    }

    private BigInteger price(JobOrder order, BlockTag block) {
        return contracts
                .read(Name.LENS, "currentPrice", block, OrderAbi.argument(order))
                .getFirst()
                .toInteger();
    }

    /** The seat of a node among those that are taken; null when it has none. */
    Standing.@Nullable Seat seat(JobId id, int seated, NodeId node, BlockTag block) {
        for (int index = 0; index < seated; index++) {
            Struct seat = contracts.struct(Name.ESCROW, "seatOf", block, id.value(), index);
            if (seat.number("nodeId") == node.value())
                return new Standing.Seat(
                        index,
                        SeatState.of(seat.number("state")),
                        seat.get("hash").toHash());
        }
        return null;
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
                node.get("market").toAddress(),
                node.amount("allowance"),
                node.amount("stake"),
                node.amount("locked"),
                node.amount("unbonding"),
                node.time("unlockAt"),
                node.time("stakeSince"),
                node.number("tickets"),
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

    /** Whether a module may take from an account's vault balance. */
    public boolean hasConsented(Address account, Name module) {
        return contracts
                .read(Name.VAULT, "hasConsented", BlockTag.LATEST, account, contracts.address(module))
                .getFirst()
                .toBoolean();
    }

    /** The nonce of the account's next signed consent. */
    public BigInteger consentNonce(Address account) {
        return value(Name.VAULT, "consentNonceOf", account);
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

    /** Where a job stands. {@link JobState#NONE} when it was never posted. */
    public JobState state(JobId id) {
        return JobState.of(stored(id).number("state"));
    }

    /** Number of the block that a job was posted in; 0 when it was not. */
    public long postBlock(JobId id) {
        return stored(id).number("postBlock");
    }

    private Struct stored(JobId id) {
        return contracts.struct(Name.ESCROW, "jobOf", BlockTag.LATEST, id.value());
    }

    /** What the network says of a program. */
    public Listing program(ProgramHash program) {
        Struct listed = contracts.struct(Name.PROGRAMS, "programOf", BlockTag.LATEST, program.value());
        return new Listing(listed.get("vetted").toBoolean(), listed.small("nodeClass"), listed.number("maxUnits"));
    }

    /** What the market asks of jobs of vetted programs, for one hardware class. */
    public BondRules bondRules(int nodeClass) {
        Struct floor = contracts.struct(Name.ESCROW, "bondFloorOf", BlockTag.LATEST, nodeClass);
        return new BondRules(
                nodeClass,
                floor.amount("perUnit"),
                floor.amount("base"),
                value(Name.JURY, "size").intValueExact(),
                value(Name.JURY, "maxBond"),
                value(Name.STAKING, "classTicketsOf", contracts.address(Name.ESCROW), nodeClass)
                        .longValueExact());
    }

    /** How stake becomes jury tickets; fixed when the network was deployed. */
    public TicketRules ticketRules() {
        return new TicketRules(
                value(Name.STAKING, "ticketSize"),
                Duration.ofSeconds(value(Name.STAKING, "ticketAge").longValueExact()));
    }

    private BigInteger value(Name contract, String function, Object... arguments) {
        return contracts
                .read(contract, function, BlockTag.LATEST, arguments)
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

    /** Part of a bond that is lost for not showing up, in basis points. */
    public int noShowBps() {
        return contracts.struct(Name.ESCROW, "params", BlockTag.LATEST).small("noShowBps");
    }

    /** What a job with this order takes from the requester's vault balance: n prices, and the fee on them. */
    public BigInteger escrow(JobOrder order) {
        BigInteger most = order.maxPrice().multiply(BigInteger.valueOf(order.n()));
        return most.add(most.multiply(BigInteger.valueOf(feeBps())).divide(BigInteger.valueOf(10_000)));
    }

    /** A program on the network's list; {@code maxUnits} 0 when it is not on it. */
    public record Listing(boolean vetted, int nodeClass, long maxUnits) {
        public boolean isListed() {
            return maxUnits != 0;
        }
    }

    /**
     * How stake becomes jury tickets.
     *
     * @param size stake of one ticket, in the smallest unit of the stake token
     * @param age from the last addition of stake until a node's stake can ripen
     */
    public record TicketRules(BigInteger size, Duration age) {}

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
