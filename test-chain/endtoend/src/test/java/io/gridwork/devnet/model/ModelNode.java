package io.gridwork.devnet.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;

/** A node: its stake, what binds it, when it was seen. Times are Unix seconds. */
final class ModelNode {
    static final long NEVER = (1L << 40) - 1;

    final long id;
    final Address owner;
    final Address operator;
    final int nodeClass;
    final int slots;
    int active;
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

    ModelNode(long id, Address owner, Address operator, int nodeClass, int slots) {
        this.id = id;
        this.owner = owner;
        this.operator = operator;
        this.nodeClass = nodeClass;
        this.slots = slots;
    }

    BigInteger free() {
        return stake.subtract(locked);
    }

    boolean inMaintenance(long now) {
        return maintenanceFrom != 0 && now >= maintenanceFrom && now < maintenanceUntil;
    }

    void lock(BigInteger bond, long now) {
        locked = locked.add(bond);
        active++;
        lastSeen = now;
    }

    void release(BigInteger bond) {
        locked = locked.subtract(bond);
        active--;
    }

    /** Takes {@code loss} of a locked bond, and frees the rest. */
    void slash(BigInteger bond, BigInteger loss) {
        release(bond);
        stake = stake.subtract(loss);
        faults++;
    }
}
