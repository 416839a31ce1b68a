package io.gridwork.worker.market;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.EnergySource;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The market on a real chain, for one node with its operator's key. */
public final class ChainMarket implements Market {
    private final Contracts contracts;
    private final ChainReader reader;
    private final JobLogs logs;
    private final Actions actions;
    private final NodeId node;
    private final Map<Address, Integer> decimals = new ConcurrentHashMap<>();

    public ChainMarket(Contracts contracts, Actions actions, NodeId node) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.logs = new JobLogs(contracts);
        this.actions = actions;
        this.node = node;
    }

    @Override
    public Head head() {
        return reader.head();
    }

    @Override
    public List<PostedJob> postedBetween(long first, long last) {
        return logs.between(first, last);
    }

    @Override
    public Standing standing(PostedJob job) {
        return reader.standing(job, node);
    }

    /** Development networks have the same chain id and addresses at each start: their first blocks tell them apart. */
    @Override
    public String name() {
        String first = contracts
                .deployment()
                .firstTransaction()
                .map(block -> ", deployed in block " + block.hash())
                .orElse("");
        return "node " + node + " of market " + contracts.address(Contracts.Name.ESCROW) + " on chain "
                + contracts.deployment().chainId() + first;
    }

    @Override
    public NodeId nodeId() {
        return node;
    }

    @Override
    public NodeAccount node() {
        return reader.node(node);
    }

    @Override
    public Draw draw(PostedJob job) {
        List<AbiValue> answer = contracts.read(Name.LENS, "eligible", BlockTag.LATEST, order(job), node.value());
        if (answer.get(0).toBoolean()) return new Draw.Open();
        String obstacle = contracts.errorName((Bytes) answer.get(2));
        BigInteger from = answer.get(1).toInteger();
        return obstacle.equals("NotYetEligible") && from.bitLength() < 40
                ? new Draw.Later(Instant.ofEpochSecond(from.longValueExact()))
                : new Draw.Closed(ContractErrors.sentence(obstacle));
    }

    @Override
    public Optional<Court> court() {
        return contracts.has(Name.JURY) ? Optional.of(new ChainCourt(contracts, actions, node)) : Optional.empty();
    }

    @Override
    public ChainReader.TicketRules ticketRules() {
        return reader.ticketRules();
    }

    @Override
    public long ripen(Instant stakeSince) {
        return act(contracts.call(Name.STAKING, "ripen", node.value()), "ripen", node, stakeSince.getEpochSecond());
    }

    @Override
    public BigInteger gasPrice() {
        return contracts.client().fees().price();
    }

    @Override
    public int decimals(Address token) {
        return decimals.computeIfAbsent(token, reader::decimals);
    }

    @Override
    public int stakeDecimals() {
        return decimals(reader.stakeToken());
    }

    @Override
    public BigInteger leastBond(JobOrder order) {
        return contracts.has(Name.JURY)
                ? reader.bondRules(order.nodeClass()).leastBond(order.units())
                : BigInteger.ZERO;
    }

    @Override
    public long claim(PostedJob job) {
        return act(contracts.call(Name.ESCROW, "claim", order(job), node.value()), job.id(), "claim");
    }

    @Override
    public long commit(PostedJob job, int seat, Commitment commitment) {
        return act(
                contracts.call(Name.ESCROW, "commit", order(job), seat, commitment.value()), job.id(), seat, "commit");
    }

    @Override
    public long submit(PostedJob job, int seat, Delivery delivery) {
        return act(contracts.call(Name.ESCROW, "submit", order(job), tuple(delivery)), job.id(), seat, "submit");
    }

    @Override
    public long submitVerified(PostedJob job, int seat, Delivery delivery, Bytes proof) {
        Bytes spec = job.spec().encode();
        return act(
                contracts.call(Name.ESCROW, "submitVerified", order(job), spec, tuple(delivery), proof),
                job.id(),
                seat,
                "submitVerified");
    }

    @Override
    public long reveal(PostedJob job, int seat, Hash32 salt, Delivery delivery) {
        return act(
                contracts.call(Name.ESCROW, "reveal", order(job), seat, salt, tuple(delivery)),
                job.id(),
                seat,
                "reveal");
    }

    @Override
    public long poke(PostedJob job, Standing now) {
        Call call = contracts.call(Name.ESCROW, "poke", order(job));
        return act(call, job.id(), "poke", now.state(), now.deadline().getEpochSecond());
    }

    private static List<Object> order(PostedJob job) {
        return OrderAbi.argument(job.order());
    }

    private static List<Object> tuple(Delivery delivery) {
        return List.of(
                delivery.root().value(),
                delivery.uri(),
                delivery.energy().milliJoules(),
                EnergySource.valueOf(delivery.energy().source().name()).code(),
                delivery.output());
    }

    private long act(Call call, Object... name) {
        return actions.once(call, name).fee().toLongExact();
    }
}
