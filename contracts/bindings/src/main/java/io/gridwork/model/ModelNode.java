package io.gridwork.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;

/** A node: its stake, what binds it, its tickets, when it was seen. Times are Unix seconds. */
public final class ModelNode {
    public static final long NEVER = (1L << 40) - 1;

    final long id;
    final Address owner;
    final Address operator;
    final int nodeClass;
    final ModelTickets tickets = new ModelTickets();
    BigInteger allowance;
    BigInteger stake = BigInteger.ZERO;
    BigInteger locked = BigInteger.ZERO;
    BigInteger unbonding = BigInteger.ZERO;
    long unlockAt;
    long stakeSince;
    long lastSeen;
    long maintenanceFrom;
    long maintenanceUntil;
    long completed;
    long faults;

    ModelNode(long id, Address owner, Address operator, int nodeClass, BigInteger allowance) {
        this.id = id;
        this.owner = owner;
        this.operator = operator;
        this.nodeClass = nodeClass;
        this.allowance = allowance;
    }

    public long id() {
        return id;
    }

    public BigInteger stake() {
        return stake;
    }

    public BigInteger locked() {
        return locked;
    }

    public BigInteger free() {
        return stake.subtract(locked);
    }

    /** What market and jury can lock together. */
    BigInteger exposed() {
        return allowance.min(stake);
    }

    /** Of what is exposed; the other half is for juries. */
    BigInteger mostForSeats() {
        return exposed().divide(BigInteger.TWO);
    }

    public boolean inMaintenance(long now) {
        return maintenanceFrom != 0 && now >= maintenanceFrom && now < maintenanceUntil;
    }

    void lock(BigInteger bond, long now) {
        locked = locked.add(bond);
        lastSeen = now;
    }

    void release(BigInteger bond) {
        locked = locked.subtract(bond);
    }

    /** Takes {@code loss} of a locked bond, and frees the rest. */
    void slash(BigInteger bond, BigInteger loss) {
        release(bond);
        stake = stake.subtract(loss);
        allowance = allowance.subtract(loss).max(BigInteger.ZERO);
        faults++;
    }
}
