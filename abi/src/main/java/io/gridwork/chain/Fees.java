package io.gridwork.chain;

import io.gridwork.abi.Uint256;
import io.gridwork.rpc.ChainException;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The price of gas now, in wei: the base fee of the newest block, and the tip that the node suggests.
 *
 * @param isLegacy whether blocks have no base fee, so that transactions name one price; {@code suggestedTip} is all of it
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1559">EIP-1559</a>
 */
public record Fees(long blockNumber, BigInteger baseFee, BigInteger suggestedTip, boolean isLegacy) {
    public Fees(long blockNumber, BigInteger baseFee, BigInteger suggestedTip) {
        this(blockNumber, baseFee, suggestedTip, false);
    }

    /** What gas costs in all. */
    public BigInteger price() {
        return baseFee.add(suggestedTip);
    }

    /** Whether nobody has to pay: private chains may run so. */
    public boolean isFree() {
        return price().signum() == 0;
    }

    static Fees read(ChainClient client) {
        BlockHeader head = client.header(BlockTag.LATEST)
                .orElseThrow(() -> new ChainException.Retryable(client.name() + " has no newest block yet", null));
        Uint256 base = head.baseFeePerGas();
        if (base == null) {
            BigInteger price = quantity(client, "eth_gasPrice").orElse(BigInteger.ZERO);
            return new Fees(head.number(), BigInteger.ZERO, price, true);
        }
        BigInteger baseFee = base.toBigInteger();
        BigInteger tip = quantity(client, "eth_maxPriorityFeePerGas")
                .or(() -> quantity(client, "eth_gasPrice")
                        .map(price -> price.subtract(baseFee).max(BigInteger.ZERO)))
                .orElse(BigInteger.ZERO);
        return new Fees(head.number(), baseFee, tip);
    }

    /** Empty when the node does not know the method, or answers no number. */
    private static Optional<BigInteger> quantity(ChainClient client, String method) {
        try {
            return client.quantity(method).map(Uint256::toBigInteger);
        } catch (ChainException.Rejected unknown) {
            return Optional.empty();
        }
    }
}
