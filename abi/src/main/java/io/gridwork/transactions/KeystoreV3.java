package io.gridwork.transactions;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hex;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import tools.jackson.databind.JsonNode;

/**
 * Opens an encrypted key file, version 3.
 *
 * @see <a href="https://ethereum.org/developers/docs/data-structures-and-encoding/web3-secret-storage/">Web3 Secret Storage</a>
 */
final class KeystoreV3 {
    private static final int DERIVED_BYTES = 32;
    private static final int MAX_SCRYPT_BYTES = 1 << 30;

    private KeystoreV3() {}

    /** @throws IllegalArgumentException when the password is wrong or the file is not of this kind; secrets are not in the message */
    static byte[] decrypt(JsonNode file, String password) {
        if (file.path("version").asInt(0) != 3) throw new IllegalArgumentException("not a keystore of version 3");
        JsonNode crypto = file.has("crypto") ? file.path("crypto") : file.path("Crypto");
        require("cipher", crypto.path("cipher").asString(""), "aes-128-ctr");
        byte[] derived = derive(crypto, password.getBytes(StandardCharsets.UTF_8));
        byte[] cipherText = hex(crypto, "ciphertext");
        byte[] macInput = Arrays.copyOf(Arrays.copyOfRange(derived, 16, 32), 16 + cipherText.length);
        System.arraycopy(cipherText, 0, macInput, 16, cipherText.length);
        byte[] mac = Bytes.wrap(macInput).keccak256().toArray();
        if (!MessageDigest.isEqual(mac, hex(crypto, "mac")))
            throw new IllegalArgumentException("the password is wrong");
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            SecretKeySpec key = new SecretKeySpec(derived, 0, 16, "AES");
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(hex(crypto.path("cipherparams"), "iv")));
            return cipher.doFinal(cipherText);
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException("the keystore is damaged: " + broken.getMessage(), broken);
        }
    }

    private static byte[] derive(JsonNode crypto, byte[] password) {
        JsonNode params = crypto.path("kdfparams");
        byte[] salt = hex(params, "salt");
        if (params.path("dklen").asInt(0) != DERIVED_BYTES) throw new IllegalArgumentException("its dklen is not 32");
        return switch (crypto.path("kdf").asString("")) {
            case "scrypt" -> scrypt(params, salt, password);
            case "pbkdf2" -> pbkdf2(params, salt, password);
            default ->
                throw new IllegalArgumentException(
                        "its kdf is \"" + crypto.path("kdf").asString("") + "\", not scrypt or pbkdf2");
        };
    }

    private static byte[] scrypt(JsonNode params, byte[] salt, byte[] password) {
        int n = params.path("n").asInt(0);
        int r = params.path("r").asInt(0);
        int p = params.path("p").asInt(0);
        if (n <= 1 || r <= 0 || p <= 0 || 128L * n * r > MAX_SCRYPT_BYTES) {
            throw new IllegalArgumentException(
                    "its scrypt parameters n=" + n + " r=" + r + " p=" + p + " are out of range");
        }
        return SCrypt.generate(password, salt, n, r, p, DERIVED_BYTES);
    }

    private static byte[] pbkdf2(JsonNode params, byte[] salt, byte[] password) {
        require("prf", params.path("prf").asString(""), "hmac-sha256");
        char[] characters = new String(password, StandardCharsets.UTF_8).toCharArray();
        try {
            PBEKeySpec spec = new PBEKeySpec(characters, salt, params.path("c").asInt(0), 8 * DERIVED_BYTES);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException("the keystore is damaged: " + broken.getMessage(), broken);
        }
    }

    private static byte[] hex(JsonNode node, String field) {
        return Hex.decode("0x" + node.path(field).asString(""));
    }

    private static void require(String field, String actual, String expected) {
        if (!actual.equals(expected)) {
            throw new IllegalArgumentException("its " + field + " is \"" + actual + "\", not " + expected);
        }
    }
}
