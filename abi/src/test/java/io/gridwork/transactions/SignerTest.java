package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
    private static final String KEY = "0x4646464646464646464646464646464646464646464646464646464646464646";
    private static final Signer SIGNER = Signer.ofPrivateKey(KEY);

    @Test
    void theAddressIsThatOfTheKey() {
        assertThat(SIGNER.address()).hasToString("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");
        assertThat(Signer.ofPrivateKey(KEY.substring(2)).address()).isEqualTo(SIGNER.address());
    }

    @Test
    void aSignedTransactionIsOfTypeTwoAndNamedByItsHash() {
        Call call = new Call(Address.parse("0x3535353535353535353535353535353535353535"), Bytes.EMPTY, Uint256.of(1));
        SignedTransaction signed = SIGNER.sign(
                new UnsignedTransaction(1, 9, call, 21_000, BigInteger.valueOf(20_000_000_000L), BigInteger.TWO));
        assertThat(signed.raw().get(0)).isEqualTo((byte) 2);
        assertThat(signed.hash()).isEqualTo(signed.raw().keccak256());
        org.web3j.crypto.SignedRawTransaction decoded = (org.web3j.crypto.SignedRawTransaction)
                org.web3j.crypto.TransactionDecoder.decode(signed.raw().hex());
        assertThat(decoded.getNonce()).isEqualTo(BigInteger.valueOf(9));
        assertThat(decoded.getTo()).isEqualTo("0x3535353535353535353535353535353535353535");
        assertThat(decoded.getValue()).isEqualTo(BigInteger.ONE);
    }

    @Test
    void aSignatureOverAHashRecoversToTheAddress() throws java.security.SignatureException {
        byte[] hash = Keccak256.hash("gridwork").toArray();
        byte[] signature = SIGNER.signHash(Keccak256.hash("gridwork")).toArray();
        BigInteger publicKey = org.web3j.crypto.Sign.signedMessageHashToKey(
                hash,
                new org.web3j.crypto.Sign.SignatureData(
                        signature[64],
                        java.util.Arrays.copyOfRange(signature, 0, 32),
                        java.util.Arrays.copyOfRange(signature, 32, 64)));
        assertThat("0x" + org.web3j.crypto.Keys.getAddress(publicKey))
                .isEqualTo(SIGNER.address().hex());
    }

    @Test
    void theKeyIsInNoText() {
        assertThat(SIGNER.toString()).contains(SIGNER.address().toString()).doesNotContain("4646");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "secret",
                "0x46464646464646464646464646464646464646464646464646464646464646",
                "0x0000000000000000000000000000000000000000000000000000000000000000",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
            })
    void whatIsNoKeyIsRefusedAndNotRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signer.ofPrivateKey(text))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .doesNotContain(text.isEmpty() ? "\"\"" : text + " ")
                        .doesNotContain("46464646"));
    }

    @Test
    void aFeeCapBelowTheTipIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnsignedTransaction(
                        1, 0, Call.transfer(Address.ZERO, Uint256.ZERO), 21_000, BigInteger.ONE, BigInteger.TWO));
    }
}
