package io.gridwork.worker.market;

import java.math.BigInteger;
import java.util.function.Function;

/**
 * What the market asks of a job that a jury can judge. Amounts in the smallest unit of the stake token.
 *
 * @param perUnit part of the least bond for each unit of work; zero where the class takes no such jobs
 * @param base the rest of it
 * @param jurySize seats of a jury
 * @param maxBond the highest bond that the locks of the jurors allow
 * @param tickets ripe tickets of the class
 */
public record BondRules(
        int nodeClass, BigInteger perUnit, BigInteger base, int jurySize, BigInteger maxBond, long tickets) {
    private static final int TICKETS_PER_SEAT = 4;
    /** The floor is stated for a jury of that size. */
    private static final BigInteger FLOOR_JURY = BigInteger.valueOf(5);

    /** The least bond of a seat. */
    public BigInteger leastBond(long units) {
        BigInteger floor = perUnit.multiply(BigInteger.valueOf(units)).add(base).multiply(BigInteger.valueOf(jurySize));
        return floor.add(FLOOR_JURY).subtract(BigInteger.ONE).divide(FLOOR_JURY);
    }

    /** Ripe tickets that the class needs. */
    public long leastTickets() {
        return (long) TICKETS_PER_SEAT * jurySize;
    }

    /**
     * Checks a job before anything is paid for it.
     *
     * @param shown an amount of the stake token for people
     * @throws IllegalArgumentException saying what is wrong and what to do
     */
    public void require(BigInteger bond, long units, Function<BigInteger, String> shown) {
        if (perUnit.signum() == 0) {
            throw new IllegalArgumentException("hardware class " + nodeClass
                    + " has no bond floor yet, so it takes no jobs of vetted programs. Give another class with --class,"
                    + " or ask the network's governors");
        }
        if (tickets < leastTickets()) {
            throw new IllegalArgumentException(
                    "hardware class " + nodeClass + " is too small to judge a job: its nodes have "
                            + tickets + " ripe tickets, and a jury of " + jurySize + " needs " + leastTickets()
                            + ". Wait until more stake is ripe, or give another class with --class");
        }
        BigInteger least = leastBond(units);
        if (least.compareTo(maxBond) > 0) {
            throw new IllegalArgumentException("the job has " + units + " units of work, which need a bond of "
                    + shown.apply(least) + ", and a jury can judge bonds up to " + shown.apply(maxBond)
                    + ". Divide the work among several jobs");
        }
        if (bond.compareTo(least) < 0 || bond.compareTo(maxBond) > 0) {
            throw new IllegalArgumentException(
                    "the bond of a seat is " + shown.apply(bond) + ", and this work allows " + shown.apply(least)
                            + " to " + shown.apply(maxBond) + ". Give a bond within these bounds with --bond");
        }
    }
}
