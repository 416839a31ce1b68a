package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Our node as the staking contract knows it. Amounts in the stake token's smallest unit.
 *
 * @param slots jobs it does at once, as its owner says
 * @param market the market it works for; zero for none
 * @param allowance the most stake that the market and its jury may lock together
 * @param stakeSince when stake was last added
 * @param tickets ripe tickets: what it draws with for jury seats
 * @param paidSeats seats paid in its life
 * @param faults seats slashed in its life
 */
public record NodeAccount(
        NodeId id,
        Address owner,
        Address operator,
        int nodeClass,
        int slots,
        Address market,
        BigInteger allowance,
        BigInteger stake,
        BigInteger locked,
        BigInteger unbonding,
        Instant unlockAt,
        Instant stakeSince,
        long tickets,
        Instant lastSeen,
        Instant maintenanceFrom,
        Instant maintenanceUntil,
        long paidSeats,
        long faults) {

    /**
     * This account.
     *
     * @param option that names the node
     * @throws IllegalArgumentException when there is no such node
     */
    public NodeAccount existing(String option) {
        if (!owner.equals(Address.ZERO)) return this;
        throw new IllegalArgumentException(
                "there is no node " + id + " (" + option + "): give the number that gridwork worker register printed");
    }

    public BigInteger freeStake() {
        return stake.subtract(locked);
    }

    /** What more the bonds of seats can lock: together with all that is locked they get half of allowance and stake, the other half is for juries. */
    public BigInteger seatRoom() {
        BigInteger allowed = allowance.min(stake).shiftRight(1).subtract(locked);
        return allowed.min(freeStake()).max(BigInteger.ZERO);
    }

    /** Whether it takes no new work until its operator says otherwise: a maintenance without an end, which the contracts write as 2^40 - 1. */
    public boolean isDrained() {
        return maintenanceUntil.getEpochSecond() == (1L << 40) - 1;
    }

    /** Whether the node is in an announced maintenance, or drained. */
    public boolean isInMaintenance(Instant now) {
        return !now.isBefore(maintenanceFrom) && now.isBefore(maintenanceUntil);
    }
}
