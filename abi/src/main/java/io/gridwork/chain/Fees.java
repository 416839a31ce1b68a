package io.gridwork.chain;

import java.math.BigInteger;

/**
 * What a unit of gas costs now, in wei: what the next block burns, and what its producer likes on top.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1559">EIP-1559</a>
 */
public record Fees(BigInteger baseFee, BigInteger suggestedTip) {}
