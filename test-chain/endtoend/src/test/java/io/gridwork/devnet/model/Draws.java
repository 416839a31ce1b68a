package io.gridwork.devnet.model;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** How tickets draw for a jury's seats, as IJury states it. */
final class Draws {
    private static final int BITS = 64;
    private static final long EXPECTED_PER_SEAT = 3;

    private Draws() {}

    static BigInteger draw(Hash32 seed, Hash32 job, long node, long ticket) {
        byte[] words = ByteBuffer.allocate(128)
                .put(seed.toArray())
                .put(job.toArray())
                .putLong(88, node)
                .putLong(120, ticket)
                .array();
        return new BigInteger(1, Keccak256.hash(words).toArray()).shiftRight(256 - BITS);
    }

    /** Whether so many tickets as are wanted are expected to draw as little. */
    static boolean isLucky(BigInteger draw, long tickets, int seats) {
        BigInteger wanted = BigInteger.ONE.shiftLeft(BITS).multiply(BigInteger.valueOf(EXPECTED_PER_SEAT * seats));
        return tickets != 0 && draw.multiply(BigInteger.valueOf(tickets)).compareTo(wanted) <= 0;
    }
}
