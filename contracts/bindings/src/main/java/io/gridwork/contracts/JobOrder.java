package io.gridwork.contracts;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.math.BigInteger;

/**
 * What a requester offers and demands: the Solidity struct {@code JobOrder}. The market stores no order; its hash is the job's id, and every
 * call that needs the order carries it. What a network adds (window limits, bond floors, token list) is checked by its contract.
 *
 * @param requester who pays
 * @param nonce a uint256 that makes the order another than all others of its requester; in no order
 * @param specHash {@link JobSpec#hash}
 * @param token payment token; {@link Address#ZERO} is the chain's native currency
 * @param maxPrice highest price of one seat, in the token's smallest unit: 1 to 2^96 - 1
 * @param bond what each seat locks, in the smallest unit of the stake token: 0 to 2^88 - 1
 * @param startPriceBps offer at the moment of posting, in basis points of maxPrice: 0 to 10,000
 * @param maxFeeBps highest fee that the requester accepts, in basis points of what is paid: 0 to 65,535
 * @param n seats: 1 to 7
 * @param k seats that must agree: n/2 &lt; k ≤ n
 * @param nodeClass hardware class: 0 to 255
 * @param units amount of work in the program's own unit: 1 to 2^32 - 1
 * @param claimWindow seconds from posting in which the seats can be claimed
 * @param workWindow seconds from the last claim in which results (n = 1) or commitments (n &gt; 1) are due
 * @param revealWindow seconds from the last commitment in which reveals are due; 0 when n = 1
 * @param challengeWindow seconds in which a proposed result can be challenged; 0 settles at once
 * @param postUntil last second (Unix) at which the order can be posted: 0 to 2^40 - 1
 */
public record JobOrder(
        Address requester,
        BigInteger nonce,
        Hash32 specHash,
        Address token,
        BigInteger maxPrice,
        BigInteger bond,
        int startPriceBps,
        int maxFeeBps,
        int n,
        int k,
        int nodeClass,
        long units,
        long claimWindow,
        long workWindow,
        long revealWindow,
        long challengeWindow,
        long postUntil) {
    public static final int MAX_SEATS = 7;
    /** A {@link #postUntil} that never comes: 2^40 - 1. */
    public static final long NO_EXPIRY = (1L << 40) - 1;

    /** @throws IllegalArgumentException naming the field that breaks a rule above, its value and the rule */
    public JobOrder {
        Bounds.checkBits("nonce", nonce, 256);
        Bounds.checkBits("maxPrice", maxPrice, 96);
        Bounds.checkBits("bond", bond, 88);
        Bounds.check("startPriceBps", startPriceBps, 0, 10_000);
        Bounds.check("maxFeeBps", maxFeeBps, 0, 65_535);
        Bounds.check("n", n, 1, MAX_SEATS);
        Bounds.check("k for n = " + n, k, n / 2 + 1, n);
        Bounds.check("nodeClass", nodeClass, 0, 255);
        Bounds.check("units", units, 1, Bounds.UINT32);
        Bounds.check("claimWindow", claimWindow, 0, Bounds.UINT32);
        Bounds.check("workWindow", workWindow, 0, Bounds.UINT32);
        Bounds.check("revealWindow for n = " + n, revealWindow, 0, n == 1 ? 0 : Bounds.UINT32);
        Bounds.check("challengeWindow", challengeWindow, 0, Bounds.UINT32);
        Bounds.check("postUntil", postUntil, 0, NO_EXPIRY);
        if (maxPrice.signum() == 0) throw new IllegalArgumentException("maxPrice is 0: no node works for nothing");
    }

    /**
     * The job's id on a market, as {@code IJobEscrow.computeJobId}: the digest of EIP-712, so that a signature of the id is one of the order.
     *
     * @param chainId EIP-155 id of the chain
     * @param market the JobEscrow contract
     */
    public JobId idOn(long chainId, Address market) {
        return OrderDigest.of(this, chainId, market);
    }
}
