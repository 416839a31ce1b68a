package io.gridwork.contracts;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** What {@code keccak256(abi.encode(…))} gives in Solidity for arguments of static types, each one 32-byte word. */
final class Words {
    private Words() {}

    static Hash32 word(long value) {
        return Uint256.of(value).toWord();
    }

    static Hash32 word(BigInteger value) {
        return Uint256.of(value).toWord();
    }

    static Hash32 keccak256(Hash32... words) {
        return keccak256(new byte[0], words);
    }

    /** The same of words after a prefix. */
    static Hash32 keccak256(byte[] prefix, Hash32... words) {
        ByteBuffer encoded =
                ByteBuffer.allocate(prefix.length + Hash32.BYTES * words.length).put(prefix);
        for (Hash32 word : words) encoded.put(word.toArray());
        return Keccak256.hash(encoded.array());
    }
}
