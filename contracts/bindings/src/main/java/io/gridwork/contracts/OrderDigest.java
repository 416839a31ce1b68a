package io.gridwork.contracts;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;

/** The EIP-712 digest of an order. */
final class OrderDigest {
    private static final Hash32 ORDER_TYPE = Keccak256.hash("JobOrder(address requester,uint256 nonce,bytes32 specHash,"
            + "address token,uint96 maxPrice,uint96 bond,uint16 startPriceBps,uint16 maxFeeBps,uint8 n,uint8 k,uint8 nodeClass,uint32 units,"
            + "uint32 claimWindow,uint32 workWindow,uint32 revealWindow,uint32 challengeWindow,uint40 postUntil)");

    private OrderDigest() {}

    static JobId of(JobOrder order, long chainId, Address market) {
        return new JobId(TypedData.digest(
                "Gridwork",
                chainId,
                market,
                ORDER_TYPE,
                order.requester().toWord(),
                Words.word(order.nonce()),
                order.specHash(),
                order.token().toWord(),
                Words.word(order.maxPrice()),
                Words.word(order.bond()),
                Words.word(order.startPriceBps()),
                Words.word(order.maxFeeBps()),
                Words.word(order.n()),
                Words.word(order.k()),
                Words.word(order.nodeClass()),
                Words.word(order.units()),
                Words.word(order.claimWindow()),
                Words.word(order.workWindow()),
                Words.word(order.revealWindow()),
                Words.word(order.challengeWindow()),
                Words.word(order.postUntil())));
    }
}
