package io.gridwork.contracts;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.math.BigInteger;

/**
 * What an account signs to let a module of the vault take from its balance: {@code IVault.consentFor} shows it.
 *
 * @param nonce {@code IVault.consentNonceOf} of the account
 * @param deadline last second (Unix) in which it can be shown
 */
public record Consent(Address account, Address module, BigInteger nonce, long deadline) {
    private static final Hash32 TYPE =
            Keccak256.hash("Consent(address account,address module,uint256 nonce,uint256 deadline)");

    /**
     * The EIP-712 digest that is signed.
     *
     * @param vault the Vault contract
     */
    public Hash32 digestOn(long chainId, Address vault) {
        return TypedData.digest(
                "Gridwork vault",
                chainId,
                vault,
                TYPE,
                account.toWord(),
                module.toWord(),
                Words.word(nonce),
                Words.word(deadline));
    }
}
