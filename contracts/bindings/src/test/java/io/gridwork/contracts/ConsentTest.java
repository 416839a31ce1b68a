package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.StructuredDataEncoder;

class ConsentTest {
    private static final Address ACCOUNT = Address.parse("0x6d83c5d0679a75ef96c478a39c2677a895be8162");
    private static final Address MODULE = Address.parse("0x39f35d7bc890d4e9d5cdd3211279c0883d54b346");
    private static final Address VAULT = Address.parse("0x8981ed38a6d4ec442e16fee98a77aca3a5d972d5");

    @Test
    void the_digest_is_what_a_wallet_shows_and_signs() throws IOException {
        String typed = """
                {"types": {
                  "EIP712Domain": [
                    {"name": "name", "type": "string"}, {"name": "version", "type": "string"},
                    {"name": "chainId", "type": "uint256"}, {"name": "verifyingContract", "type": "address"}],
                  "Consent": [
                    {"name": "account", "type": "address"}, {"name": "module", "type": "address"},
                    {"name": "nonce", "type": "uint256"}, {"name": "deadline", "type": "uint256"}]},
                 "primaryType": "Consent",
                 "domain": {"name": "Gridwork vault", "version": "1", "chainId": "1337", "verifyingContract": "%s"},
                 "message": {"account": "%s", "module": "%s", "nonce": "3", "deadline": "1800000000"}}
                """.formatted(VAULT.hex(), ACCOUNT.hex(), MODULE.hex());
        Consent consent = new Consent(ACCOUNT, MODULE, BigInteger.valueOf(3), 1_800_000_000);
        assertThat(consent.digestOn(1337, VAULT))
                .isEqualTo(Hash32.of(new StructuredDataEncoder(typed).hashStructuredData()));
    }
}
