package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.web3j.crypto.AccessListObject;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import tools.jackson.databind.JsonNode;

/**
 * A transaction as a node shows it in a block. A node can make up all that it says, except the signature: so hash and sender are computed
 * here and not believed.
 */
final class SeenTransaction {
    private static final int EIP155 = 35;
    private static final int RECOVERY = 27;

    private SeenTransaction() {}

    /** The hash of the transaction, if it is signed by the account, with that nonce. Types 0 to 2; any other proves nothing. */
    static Optional<Hash32> signedBy(Address account, long nonce, JsonNode shown) {
        try {
            if (!number(shown, "nonce").equals(BigInteger.valueOf(nonce))) return Optional.empty();
            int type = shown.has("type") ? number(shown, "type").intValueExact() : 0;
            return switch (type) {
                case 0 -> hash(account, shown, legacy(shown), number(shown, "v"));
                case 1 -> hash(account, shown, type1(shown), parity(shown));
                case 2 -> hash(account, shown, type2(shown), parity(shown));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | ArithmeticException | SignatureException unreadable) {
            return Optional.empty();
        }
    }

    /** @param v as in the transaction: 0 or 1, for type 0 also 27, 28 or 35 and more (EIP-155) */
    private static Optional<Hash32> hash(Address account, JsonNode shown, RawTransaction unsigned, BigInteger v)
            throws SignatureException {
        boolean bound = v.compareTo(BigInteger.valueOf(EIP155)) >= 0;
        byte[] signed = bound
                ? TransactionEncoder.encode(
                        unsigned,
                        v.subtract(BigInteger.valueOf(EIP155)).shiftRight(1).longValueExact())
                : TransactionEncoder.encode(unsigned);
        int odd = bound
                ? 1 - (v.testBit(0) ? 1 : 0)
                : v.mod(BigInteger.valueOf(RECOVERY)).intValueExact();
        byte[] r = word(shown, "r");
        byte[] s = word(shown, "s");
        Sign.SignatureData recoverable = new Sign.SignatureData((byte) (RECOVERY + odd), r, s);
        BigInteger key = Sign.signedMessageHashToKey(Keccak256.hash(signed).toArray(), recoverable);
        if (!Address.parse("0x" + Keys.getAddress(key)).equals(account)) return Optional.empty();
        Sign.SignatureData written = bound ? new Sign.SignatureData(v.toByteArray(), r, s) : recoverable;
        return Optional.of(Keccak256.hash(TransactionEncoder.encode(unsigned, written)));
    }

    private static RawTransaction legacy(JsonNode shown) {
        return RawTransaction.createTransaction(
                number(shown, "nonce"),
                number(shown, "gasPrice"),
                number(shown, "gas"),
                to(shown),
                number(shown, "value"),
                data(shown));
    }

    private static RawTransaction type1(JsonNode shown) {
        return RawTransaction.createTransaction(
                number(shown, "chainId").longValueExact(),
                number(shown, "nonce"),
                number(shown, "gasPrice"),
                number(shown, "gas"),
                to(shown),
                number(shown, "value"),
                data(shown),
                accessList(shown));
    }

    private static RawTransaction type2(JsonNode shown) {
        return RawTransaction.createTransaction(
                number(shown, "chainId").longValueExact(),
                number(shown, "nonce"),
                number(shown, "gas"),
                to(shown),
                number(shown, "value"),
                data(shown),
                number(shown, "maxPriorityFeePerGas"),
                number(shown, "maxFeePerGas"),
                accessList(shown));
    }

    private static List<AccessListObject> accessList(JsonNode shown) {
        return StreamSupport.stream(shown.path("accessList").spliterator(), false)
                .map(entry -> new AccessListObject(
                        entry.path("address").asString(""),
                        StreamSupport.stream(entry.path("storageKeys").spliterator(), false)
                                .map(key -> key.asString(""))
                                .toList()))
                .toList();
    }

    private static BigInteger parity(JsonNode shown) {
        return number(shown, shown.has("yParity") ? "yParity" : "v");
    }

    private static BigInteger number(JsonNode shown, String field) {
        return Uint256.parse(shown.path(field).asString("")).toBigInteger();
    }

    private static byte[] word(JsonNode shown, String field) {
        String digits = number(shown, field).toString(16);
        return Hash32.parse("0x" + "0".repeat(2 * Hash32.BYTES - digits.length()) + digits)
                .toArray();
    }

    private static String to(JsonNode shown) {
        return shown.path("to").asString("").toLowerCase(Locale.ROOT);
    }

    private static String data(JsonNode shown) {
        return Bytes.parse(shown.path(shown.has("input") ? "input" : "data").asString("0x"))
                .hex();
    }
}
