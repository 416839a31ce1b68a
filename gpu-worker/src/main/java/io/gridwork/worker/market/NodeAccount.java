package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Our node as the staking contract knows it. Amounts in the stake token's smallest unit.
 *
 * @param active jobs it is bound to now
 * @param paidSeats seats paid in its life
 * @param faults seats slashed in its life
 */
public record NodeAccount(
        NodeId id,
        Address owner,
        Address operator,
        int nodeClass,
        int slots,
        int active,
        BigInteger stake,
        BigInteger locked,
        BigInteger unbonding,
        Instant unlockAt,
        Instant lastSeen,
        Instant maintenanceFrom,
        Instant maintenanceUntil,
        long paidSeats,
        long faults) {

    public BigInteger freeStake() {
        return stake.subtract(locked);
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
