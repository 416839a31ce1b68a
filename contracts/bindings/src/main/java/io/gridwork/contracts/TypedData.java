package io.gridwork.contracts;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;

/**
 * EIP-712 for the types that Gridwork signs. Written out, because their fields are all one word each; tests compare it with web3j's encoder,
 * which works from a JSON description.
 */
final class TypedData {
    private static final Hash32 DOMAIN_TYPE =
            Keccak256.hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static final Hash32 VERSION = Keccak256.hash("1");

    private TypedData() {}

    /**
     * What is signed.
     *
     * @param domain the name of the contract's domain
     * @param words the hash of the type's description, then its fields
     */
    static Hash32 digest(String domain, long chainId, Address contract, Hash32... words) {
        Hash32 separator =
                Words.keccak256(DOMAIN_TYPE, Keccak256.hash(domain), VERSION, Words.word(chainId), contract.toWord());
        return Words.keccak256(new byte[] {0x19, 0x01}, separator, Words.keccak256(words));
    }
}
