package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.math.BigInteger;
import java.util.List;

/**
 * An order and what its spec adds to it: fields of {@code JobOrder} and {@code JobSpec}, wrong ones included, which the bindings would not let
 * through.
 *
 * @param program what it runs
 * @param hired a node hired directly, or 0
 */
public record ModelOrder(
        Address requester,
        BigInteger nonce,
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
        long postUntil,
        ModelProgram program,
        long hired,
        List<Long> excluded) {

    /** As the contract takes it. */
    public List<Object> arguments(Hash32 specHash) {
        return List.of(
                requester,
                nonce,
                specHash,
                token,
                maxPrice,
                bond,
                startPriceBps,
                maxFeeBps,
                n,
                k,
                nodeClass,
                units,
                claimWindow,
                workWindow,
                revealWindow,
                challengeWindow,
                postUntil);
    }

    /** What is taken from the requester at the post. */
    public BigInteger escrow(int feeBps) {
        BigInteger most = maxPrice.multiply(BigInteger.valueOf(n));
        return most.add(Prices.fee(most, feeBps));
    }
}
