package io.gridwork.model;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.TicketDraw;
import java.math.BigInteger;

/** How tickets draw for a jury's seats, as {@code IJury} states it. */
public final class Draws {
    /** The highest draw. */
    public static final BigInteger HIGHEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static final long TICKETS_PER_SEAT = 3;

    private Draws() {}

    public static BigInteger draw(Hash32 seed, Hash32 job, long node, long ticket) {
        long value =
                TicketDraw.of(seed, new JobId(job), new NodeId(node), ticket).value();
        return new BigInteger(Long.toUnsignedString(value));
    }

    /**
     * The highest draw that can be listed.
     *
     * @param tickets ripe tickets of the class, one or more
     */
    public static BigInteger limit(long tickets, int seats) {
        long wanted = TICKETS_PER_SEAT * seats;
        if (tickets <= wanted) return HIGHEST;
        return HIGHEST.divide(BigInteger.valueOf(tickets)).multiply(BigInteger.valueOf(wanted));
    }

    public static boolean isLucky(BigInteger draw, long tickets, int seats) {
        return tickets != 0 && draw.compareTo(limit(tickets, seats)) <= 0;
    }
}
