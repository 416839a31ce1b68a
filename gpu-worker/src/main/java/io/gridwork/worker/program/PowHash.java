package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hash functions of the searches: how a message is made of input and nonce, and how its digest is read as a number. */
enum PowHash {
    KECCAK256("pow-keccak256", Long.BYTES, 32, Long.BYTES, -1L) {
        @Override
        void putNonce(ByteBuffer message, long nonce) {
            message.order(ByteOrder.BIG_ENDIAN).putLong(inputSize(), nonce);
        }

        @Override
        byte[] hash(byte[] message) {
            return Keccak256.hash(message).toArray();
        }

        @Override
        Hash32 number(byte[] digest) {
            return Hash32.of(digest);
        }
    },
    SHA256D("pow-sha256d", Integer.BYTES, 76, Integer.BYTES, 1L << 32) {
        @Override
        void putNonce(ByteBuffer message, long nonce) {
            message.order(ByteOrder.LITTLE_ENDIAN).putInt(inputSize(), (int) nonce);
        }

        @Override
        byte[] hash(byte[] message) {
            MessageDigest sha256 = sha256();
            return sha256.digest(sha256.digest(message));
        }

        @Override
        Hash32 number(byte[] digest) {
            byte[] reversed = new byte[digest.length];
            for (int i = 0; i < digest.length; i++) {
                reversed[i] = digest[digest.length - 1 - i];
            }
            return Hash32.of(reversed);
        }
    };

    private final String program;
    private final int wordSize;
    private final int inputSize;
    private final int nonceSize;
    private final long endOfNonces;

    PowHash(String program, int wordSize, int inputSize, int nonceSize, long endOfNonces) {
        this.program = program;
        this.wordSize = wordSize;
        this.inputSize = inputSize;
        this.nonceSize = nonceSize;
        this.endOfNonces = endOfNonces;
    }

    String program() {
        return program;
    }

    /** Bytes of the words that the function computes with: what a vector holds. */
    int wordSize() {
        return wordSize;
    }

    int inputSize() {
        return inputSize;
    }

    /** One more than the last nonce, unsigned; the nonce of all ones stands for "none" and is never tried. */
    long endOfNonces() {
        return endOfNonces;
    }

    /** Input with room for the nonce. */
    byte[] message(Bytes input) {
        return Arrays.copyOf(input.toArray(), inputSize + nonceSize);
    }

    /** Writes the nonce into the message and hashes it. */
    byte[] digest(byte[] message, long nonce) {
        putNonce(ByteBuffer.wrap(message), nonce);
        return hash(message);
    }

    byte[] hash(Bytes input, long nonce) {
        return digest(message(input), nonce);
    }

    abstract void putNonce(ByteBuffer message, long nonce);

    abstract byte[] hash(byte[] message);

    /** The digest as a number: Ethereum reads it big-endian, Bitcoin little-endian. */
    abstract Hash32 number(byte[] digest);

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
