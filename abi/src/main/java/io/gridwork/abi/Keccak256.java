package io.gridwork.abi;

import com.joemelsha.crypto.hash.Keccak;
import java.nio.charset.StandardCharsets;

/** The hash of Ethereum: Keccak with the original padding, 256 bits wide (not SHA3-256). */
public final class Keccak256 {
    private Keccak256() {}

    public static Hash32 hash(byte[] input) {
        return Hash32.of(new Keccak(256).digest(input));
    }

    /** Hash of the text's UTF-8 bytes. */
    public static Hash32 hash(String input) {
        return hash(input.getBytes(StandardCharsets.UTF_8));
    }
}
