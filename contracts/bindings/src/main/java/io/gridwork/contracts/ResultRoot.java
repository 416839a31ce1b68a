package io.gridwork.contracts;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.nio.ByteBuffer;

/**
 * Names a result; two results are equal when their roots are (protocol, "Result equality"):
 * {@code keccak256(0x01 ‖ programHash ‖ inputRoot ‖ uint64 totalLength ‖ merkleRoot)}, with the Merkle root of {@link ChunkTree}. It holds the
 * program and the input, so a result cannot be passed off as another job's.
 */
public record ResultRoot(Hash32 value) {

    /** Root of a whole output. */
    public static ResultRoot of(ProgramHash programHash, Hash32 inputRoot, byte[] output) {
        return of(programHash, inputRoot, ChunkTree.of(output));
    }

    public static ResultRoot of(ProgramHash programHash, Hash32 inputRoot, ChunkTree chunks) {
        return of(programHash, inputRoot, chunks.totalLength(), chunks.merkleRoot());
    }

    static ResultRoot of(ProgramHash programHash, Hash32 inputRoot, long totalLength, Hash32 merkleRoot) {
        return new ResultRoot(Keccak256.hash(ByteBuffer.allocate(1 + 3 * Hash32.BYTES + Long.BYTES)
                .put((byte) 1)
                .put(programHash.value().toArray())
                .put(inputRoot.toArray())
                .putLong(totalLength)
                .put(merkleRoot.toArray())
                .array()));
    }

    /** @throws IllegalArgumentException unless {@code 0x} and 64 hexadecimal digits */
    public static ResultRoot parse(String text) {
        return new ResultRoot(Hash32.parse(text));
    }

    @Override
    public String toString() {
        return value.hex();
    }
}
