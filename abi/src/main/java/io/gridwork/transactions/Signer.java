package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Hex;
import io.gridwork.chain.Call;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/** Signs with one private key, which never leaves it: not by {@code toString}, not in a message. */
public final class Signer {
    private final Credentials credentials;
    private final Address address;

    private Signer(BigInteger key) {
        if (key.signum() <= 0 || key.compareTo(Sign.CURVE_PARAMS.getN()) >= 0) {
            throw new IllegalArgumentException("the private key is outside the range of secp256k1");
        }
        this.credentials = Credentials.create(ECKeyPair.create(key));
        this.address = Address.parse(credentials.getAddress());
    }

    /**
     * From 64 hexadecimal digits, with or without {@code 0x}. For keys in files see {@link KeyFile}.
     *
     * @throws IllegalArgumentException when it is no key; the message does not repeat it
     */
    public static Signer ofPrivateKey(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        if (!digits.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException(
                    "a private key has 64 hexadecimal digits, and this has " + digits.length() + " characters");
        }
        return new Signer(new BigInteger(digits, 16));
    }

    static Signer ofPrivateKey(byte[] key) {
        return new Signer(new BigInteger(1, key));
    }

    public Address address() {
        return address;
    }

    /** The chain's id is in the signature of both types (EIP-155, EIP-1559), so it is of no use on another chain. */
    public SignedTransaction sign(UnsignedTransaction transaction) {
        byte[] signed = transaction.isLegacy()
                ? TransactionEncoder.signMessage(legacy(transaction), transaction.chainId(), credentials)
                : TransactionEncoder.signMessage(ofType2(transaction), credentials);
        return SignedTransaction.of(Bytes.wrap(signed));
    }

    private static RawTransaction ofType2(UnsignedTransaction transaction) {
        Call call = transaction.call();
        return RawTransaction.createTransaction(
                transaction.chainId(),
                BigInteger.valueOf(transaction.nonce()),
                BigInteger.valueOf(transaction.gasLimit()),
                to(call),
                call.value().toBigInteger(),
                call.data().hex(),
                transaction.tip(),
                transaction.maxFee(),
                List.of());
    }

    private static RawTransaction legacy(UnsignedTransaction transaction) {
        Call call = transaction.call();
        return RawTransaction.createTransaction(
                BigInteger.valueOf(transaction.nonce()),
                transaction.maxFee(),
                BigInteger.valueOf(transaction.gasLimit()),
                to(call),
                call.value().toBigInteger(),
                call.data().hex());
    }

    private static String to(Call call) {
        Address to = call.to();
        return to == null ? "" : to.hex();
    }

    /** Signature r ‖ s ‖ v over a hash as it is, 65 bytes, v = 27 or 28: what {@code ecrecover} takes. */
    public Bytes signHash(Hash32 hash) {
        Sign.SignatureData signature = Sign.signMessage(hash.toArray(), credentials.getEcKeyPair(), false);
        byte[] bytes = new byte[65];
        System.arraycopy(signature.getR(), 0, bytes, 0, 32);
        System.arraycopy(signature.getS(), 0, bytes, 32, 32);
        bytes[64] = signature.getV()[0];
        return Bytes.wrap(bytes);
    }

    /** The key itself, for {@link KeyFile} alone. */
    String privateKeyHex() {
        byte[] key = new byte[32];
        byte[] number = Objects.requireNonNull(credentials.getEcKeyPair().getPrivateKey())
                .toByteArray();
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, key, 32 - length, length);
        return Hex.encode(key);
    }

    @Override
    public String toString() {
        return "Signer[" + address + "]";
    }
}
