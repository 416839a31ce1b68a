package io.gridwork.chain;

import java.math.BigInteger;

/**
 * The price of gas now, in wei: the base fee of the newest block, and the tip that the node suggests.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1559">EIP-1559</a>
 */
public record Fees(long blockNumber, BigInteger baseFee, BigInteger suggestedTip) {}
