package io.gridwork.chain;

import java.math.BigInteger;

/**
 * What a unit of gas costs now, in wei: what the newest block burned, and what a producer likes on top.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1559">EIP-1559</a>
 */
public record Fees(long blockNumber, BigInteger baseFee, BigInteger suggestedTip) {}
