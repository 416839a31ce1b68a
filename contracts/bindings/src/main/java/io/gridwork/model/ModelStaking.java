package io.gridwork.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Nodes: what they stake, what binds it, and with how many tickets they draw. */
public final class ModelStaking {
    /** Of what a node can stake, or let others lock. */
    public static final int STAKE_BITS = 88;

    private static final long MAX_MAINTENANCE = 7 * 24 * 3600L;

    private final Settings settings;
    private final Ledger vault;
    private final Map<Long, ModelNode> nodes = new TreeMap<>();

    public ModelStaking(Settings settings, Ledger vault) {
        this.settings = settings;
        this.vault = vault;
    }

    public ModelNode node(long id) {
        ModelNode node = nodes.get(id);
        if (node == null) throw new IllegalArgumentException("no node " + id);
        return node;
    }

    public Collection<ModelNode> all() {
        return nodes.values();
    }

    public BigInteger classStake(int nodeClass) {
        return nodes.values().stream()
                .filter(node -> node.nodeClass == nodeClass)
                .map(node -> node.stake)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    public long classTickets(int nodeClass) {
        return nodes.values().stream()
                .filter(node -> node.nodeClass == nodeClass)
                .mapToLong(node -> node.tickets.count())
                .sum();
    }

    public ModelNode register(Moment at, Address operator, int nodeClass, BigInteger stake, BigInteger allowance) {
        Rules rules = new Rules().require(stake.compareTo(settings.minStake()) >= 0, "StakeTooLow");
        requirePull(rules, at.caller(), stake).enforce();
        var node = new ModelNode(nodes.size() + 1L, at.caller(), operator, nodeClass, allowance);
        node.lastSeen = at.now();
        nodes.put(node.id, node);
        fund(node, stake, at.now());
        return node;
    }

    /** @param rightPair whether the market and its own jury are named */
    public void setAllowance(Moment at, ModelNode node, boolean rightPair, BigInteger allowance) {
        new Rules()
                .require(node.owner.equals(at.caller()), "NotOwner")
                .require(rightPair, "BadMarket")
                .require(allowance.bitLength() <= STAKE_BITS, "StakeTooHigh")
                .enforce();
        node.allowance = allowance;
        node.tickets.limit(ticketsOf(node));
    }

    public void ripen(Moment at, ModelNode node) {
        new Rules()
                .require(node.operator.equals(at.caller()), "NotOperator")
                .require(at.now() >= node.stakeSince + settings.ticketAge(), "NotRipe")
                .enforce();
        node.tickets.ripen(ticketsOf(node), at.now(), settings.cooldown());
    }

    public void addStake(Moment at, ModelNode node, BigInteger amount) {
        Rules rules = new Rules()
                .require(node.owner.equals(at.caller()), "NotOwner")
                .require(node.stake.add(amount).compareTo(settings.minStake()) >= 0, "StakeTooLow");
        requirePull(rules, at.caller(), amount).enforce();
        fund(node, amount, at.now());
    }

    public void requestUnbond(Moment at, ModelNode node, BigInteger amount) {
        BigInteger rest = node.stake.subtract(amount);
        new Rules()
                .require(node.owner.equals(at.caller()), "NotOwner")
                .require(node.free().compareTo(amount) >= 0, "NotEnoughFreeStake")
                .require(rest.signum() == 0 || rest.compareTo(settings.minStake()) >= 0, "StakeTooLow")
                .enforce();
        node.stake = rest;
        node.tickets.limit(ticketsOf(node));
        node.unbonding = node.unbonding.add(amount);
        node.unlockAt = at.now() + settings.cooldown();
    }

    public void unbond(Moment at, ModelNode node) {
        new Rules()
                .require(node.unbonding.signum() != 0, "NothingUnbonding")
                .require(at.now() >= node.unlockAt, "StillUnbonding")
                .enforce();
        vault.move(settings.stakeToken(), settings.staking(), node.owner, node.unbonding);
        node.unbonding = BigInteger.ZERO;
        node.unlockAt = 0;
    }

    public void heartbeat(Moment at, ModelNode node) {
        new Rules().require(node.operator.equals(at.caller()), "NotOperator").enforce();
        node.lastSeen = at.now();
    }

    public void maintain(Moment at, ModelNode node, long from, long length) {
        requireKey(at, node)
                .require(from >= at.now() + settings.maintenanceNotice(), "MaintenanceTooSoon")
                .require(length > 0 && length <= MAX_MAINTENANCE, "MaintenanceTooLong")
                .enforce();
        node.maintenanceFrom = from;
        node.maintenanceUntil = from + length;
    }

    public void drain(Moment at, ModelNode node) {
        requireKey(at, node).enforce();
        node.maintenanceFrom = at.now();
        node.maintenanceUntil = ModelNode.NEVER;
    }

    public void resume(Moment at, ModelNode node) {
        requireKey(at, node).enforce();
        node.maintenanceFrom = 0;
        node.maintenanceUntil = 0;
    }

    private static Rules requireKey(Moment at, ModelNode node) {
        boolean known = node.operator.equals(at.caller()) || node.owner.equals(at.caller());
        return new Rules().require(known, "NotOperator");
    }

    /** What a node must be to take a seat of a job. */
    void requireAvailable(Rules rules, Moment at, ModelNode node, ModelJob job) {
        rules.require(node.operator.equals(at.caller()), "NotOperator")
                .require(node.nodeClass == job.order.nodeClass(), "WrongClass")
                .require(node.stakeSince < job.postedAt, "StakeTooYoung")
                .require(at.now() <= node.lastSeen + settings.livenessWindow(), "NotAlive")
                .require(!node.inMaintenance(at.now()), "InMaintenance");
        requireRoom(rules, node.locked, job.order.bond(), node.mostForSeats());
    }

    /**
     * What a node must be to put a ticket on a jury's list. Neither rest nor silence keeps it from that.
     *
     * @param locked what it has locked besides
     */
    void requireTicket(
            Rules rules, Moment at, ModelNode node, ModelJob job, long ticket, long before, BigInteger locked) {
        rules.require(node.operator.equals(at.caller()), "NotOperator")
                .require(node.nodeClass == job.order.nodeClass(), "WrongClass")
                .require(ticket < node.tickets.before(before), "UnknownTicket");
        requireRoom(rules, locked, settings.jurorLock(job.order.bond()), node.exposed());
    }

    private static void requireRoom(Rules rules, BigInteger locked, BigInteger more, BigInteger most) {
        BigInteger after = locked.add(more);
        rules.require(after.compareTo(most) <= 0, "AllowanceUsedUp");
    }

    /** Takes from what is locked, and hands it to {@code taker}'s vault account. */
    void slash(ModelNode node, BigInteger bond, BigInteger loss, Address taker) {
        node.slash(bond, loss);
        node.tickets.limit(ticketsOf(node));
        vault.move(settings.stakeToken(), settings.staking(), taker, loss);
    }

    /** What stake and allowance cover. */
    private long ticketsOf(ModelNode node) {
        return node.stake.min(node.allowance).divide(settings.ticketSize()).longValueExact();
    }

    private Rules requirePull(Rules rules, Address account, BigInteger amount) {
        return vault.requirePull(rules, settings.stakeToken(), account, settings.staking(), amount);
    }

    private void fund(ModelNode node, BigInteger amount, long now) {
        vault.move(settings.stakeToken(), node.owner, settings.staking(), amount);
        node.stake = node.stake.add(amount);
        node.stakeSince = now;
    }
}
