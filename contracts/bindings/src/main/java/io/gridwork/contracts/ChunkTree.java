package io.gridwork.contracts;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Merkle tree over the 4 KiB chunks of an output.
 *
 * <ul>
 *   <li>leaf: {@code keccak256(0x00 ‖ uint32 index ‖ uint32 length ‖ chunk)}; only the last chunk may be shorter
 *   <li>node: {@code keccak256(0x02 ‖ left ‖ right)}; a node without a right neighbour moves up as it is
 *   <li>an empty output has no chunk, and 32 zero bytes for a root
 * </ul>
 *
 * Integers are big-endian. The result root binds the total length, and with it the shape of the tree. The same in Solidity: library
 * {@code ResultRoot}.
 */
public final class ChunkTree {
    public static final int CHUNK_BYTES = 4096;

    private final long totalLength;
    /** Leaves first, the root alone in the last level. */
    private final List<List<Hash32>> levels;

    private ChunkTree(long totalLength, List<Hash32> leaves) {
        this.totalLength = totalLength;
        List<List<Hash32>> built = new ArrayList<>();
        built.add(List.copyOf(leaves));
        while (built.getLast().size() > 1) built.add(parents(built.getLast()));
        this.levels = List.copyOf(built);
    }

    public static ChunkTree of(byte[] output) {
        try {
            return read(new ByteArrayInputStream(output));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads the stream to its end, one chunk in memory at a time. Does not close it. */
    public static ChunkTree read(InputStream output) throws IOException {
        List<Hash32> leaves = new ArrayList<>();
        long total = 0;
        byte[] chunk = output.readNBytes(CHUNK_BYTES);
        while (chunk.length > 0) {
            leaves.add(leaf(leaves.size(), chunk));
            total += chunk.length;
            chunk = output.readNBytes(CHUNK_BYTES);
        }
        return new ChunkTree(total, leaves);
    }

    public long totalLength() {
        return totalLength;
    }

    /** Number of chunks. */
    public int size() {
        return levels.getFirst().size();
    }

    public Hash32 merkleRoot() {
        return size() == 0 ? Hash32.ZERO : levels.getLast().getFirst();
    }

    /** @throws IndexOutOfBoundsException if there is no such chunk */
    public ChunkProof proof(int index) {
        List<Hash32> siblings = new ArrayList<>();
        int at = Objects.checkIndex(index, size());
        for (List<Hash32> level : levels) {
            int sibling = at ^ 1;
            if (sibling < level.size()) siblings.add(level.get(sibling));
            at >>= 1;
        }
        return new ChunkProof(index, totalLength, siblings);
    }

    static Hash32 leaf(long index, byte[] chunk) {
        return Keccak256.hash(ByteBuffer.allocate(1 + 2 * Integer.BYTES + chunk.length)
                .put((byte) 0)
                .putInt((int) index)
                .putInt(chunk.length)
                .put(chunk)
                .array());
    }

    static Hash32 parent(Hash32 left, Hash32 right) {
        return Keccak256.hash(ByteBuffer.allocate(1 + 2 * Hash32.BYTES)
                .put((byte) 2)
                .put(left.toArray())
                .put(right.toArray())
                .array());
    }

    /** Chunks of an output of this length. */
    static long chunks(long totalLength) {
        return Math.ceilDiv(totalLength, (long) CHUNK_BYTES);
    }

    private static List<Hash32> parents(List<Hash32> level) {
        List<Hash32> parents = new ArrayList<>(level.size() / 2 + 1);
        for (int i = 0; i + 1 < level.size(); i += 2) parents.add(parent(level.get(i), level.get(i + 1)));
        if (level.size() % 2 == 1) parents.add(level.getLast());
        return List.copyOf(parents);
    }
}
