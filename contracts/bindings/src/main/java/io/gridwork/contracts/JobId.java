package io.gridwork.contracts;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.math.BigInteger;

/** Names a job: the Solidity type {@code JobId}. */
public record JobId(Hash32 value) implements Comparable<JobId> {

    /**
     * As {@code IJobEscrow.computeJobId}: keccak256(abi.encode(chainid, market, requester, nonce, specHash, terms)).
     *
     * @param chainId EIP-155 id of the chain
     * @param market the JobEscrow contract
     * @param nonce the requester's choice, a uint256
     * @param specHash {@link JobSpec#hash}, or Keccak-256 of the spec as posted
     */
    public static JobId compute(
            long chainId, Address market, Address requester, BigInteger nonce, Hash32 specHash, JobTerms terms) {
        return new JobId(Words.keccak256(
                Words.word(chainId),
                market.toWord(),
                requester.toWord(),
                Words.word(nonce),
                specHash,
                terms.token().toWord(),
                Words.word(terms.maxPrice()),
                Words.word(terms.bond()),
                Words.word(terms.startPriceBps()),
                Words.word(terms.n()),
                Words.word(terms.k()),
                Words.word(terms.nodeClass()),
                Words.word(terms.claimWindow()),
                Words.word(terms.workWindow()),
                Words.word(terms.revealWindow()),
                Words.word(terms.challengeWindow())));
    }

    /** @throws IllegalArgumentException unless {@code 0x} and 64 hexadecimal digits */
    public static JobId parse(String text) {
        return new JobId(Hash32.parse(text));
    }

    @Override
    public int compareTo(JobId that) {
        return value.compareTo(that.value);
    }

    @Override
    public String toString() {
        return value.hex();
    }
}
