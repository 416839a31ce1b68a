package io.gridwork.contracts;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;

/**
 * EIP-712 for the one type that Gridwork signs. Written out, because its fields are all one word each; a test compares it with web3j's encoder,
 * which works from a JSON description.
 */
final class OrderDigest {
    private static final Hash32 DOMAIN_TYPE =
            Keccak256.hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static final Hash32 NAME = Keccak256.hash("Gridwork");
    private static final Hash32 VERSION = Keccak256.hash("1");
    private static final Hash32 ORDER_TYPE = Keccak256.hash("JobOrder(address requester,uint256 nonce,bytes32 specHash,"
            + "address token,uint96 maxPrice,uint96 bond,uint16 startPriceBps,uint8 n,uint8 k,uint8 nodeClass,uint32 units,"
            + "uint32 claimWindow,uint32 workWindow,uint32 revealWindow,uint32 challengeWindow,uint40 postUntil)");

    private OrderDigest() {}

    static JobId of(JobOrder order, long chainId, Address market) {
        return new JobId(Words.keccak256(new byte[] {0x19, 0x01}, domain(chainId, market), struct(order)));
    }

    private static Hash32 domain(long chainId, Address market) {
        return Words.keccak256(DOMAIN_TYPE, NAME, VERSION, Words.word(chainId), market.toWord());
    }

    private static Hash32 struct(JobOrder order) {
        return Words.keccak256(
                ORDER_TYPE,
                order.requester().toWord(),
                Words.word(order.nonce()),
                order.specHash(),
                order.token().toWord(),
                Words.word(order.maxPrice()),
                Words.word(order.bond()),
                Words.word(order.startPriceBps()),
                Words.word(order.n()),
                Words.word(order.k()),
                Words.word(order.nodeClass()),
                Words.word(order.units()),
                Words.word(order.claimWindow()),
                Words.word(order.workWindow()),
                Words.word(order.revealWindow()),
                Words.word(order.challengeWindow()),
                Words.word(order.postUntil()));
    }
}
