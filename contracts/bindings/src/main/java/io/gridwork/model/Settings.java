package io.gridwork.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;

/**
 * Parameters and accounts of a network. Durations in seconds.
 *
 * @param minWindow of every kind of window of a job
 * @param floorPerUnit least bond of a vetted job in class 1, the only one that has a floor, for each unit of work
 * @param floorBase added to that
 */
public record Settings(
        Address stakeToken,
        Address staking,
        Address market,
        Address jury,
        Address treasury,
        int feeBps,
        int noShowBps,
        BigInteger minStake,
        long cooldown,
        long livenessWindow,
        long maintenanceNotice,
        BigInteger ticketSize,
        long ticketAge,
        BigInteger floorPerUnit,
        BigInteger floorBase,
        long minWindow,
        long maxWindow,
        JuryRules juryRules) {

    /**
     * @param seedDelay in blocks
     * @param margin added to the job's work window
     */
    public record JuryRules(int size, long seedDelay, long seedWait, long enrolment, long margin, long reveal) {
        int majority() {
            return size / 2 + 1;
        }
    }

    public static final int JUDGED_CLASS = 1;

    public BigInteger noShowLoss(BigInteger bond) {
        return bond.multiply(BigInteger.valueOf(noShowBps)).divide(BigInteger.valueOf(Prices.WHOLE));
    }

    /** What a juror's seat locks: three halves of the bond, parted among a majority; rounded up. */
    public BigInteger jurorLock(BigInteger bond) {
        BigInteger parts = BigInteger.valueOf(2L * juryRules.majority());
        return bond.multiply(BigInteger.valueOf(3))
                .add(parts)
                .subtract(BigInteger.ONE)
                .divide(parts);
    }

    /** Of a vetted job. */
    public BigInteger leastBond(long units) {
        BigInteger five = BigInteger.valueOf(5);
        return floorPerUnit
                .multiply(BigInteger.valueOf(units))
                .add(floorBase)
                .multiply(BigInteger.valueOf(juryRules.size()))
                .add(BigInteger.valueOf(4))
                .divide(five);
    }

    /** Such that a juror's lock is one ticket at most. */
    public BigInteger highestBond() {
        return ticketSize
                .multiply(BigInteger.valueOf(2L * juryRules.majority()))
                .divide(BigInteger.valueOf(3));
    }
}
