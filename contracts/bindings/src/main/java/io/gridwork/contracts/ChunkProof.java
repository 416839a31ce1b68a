package io.gridwork.contracts;

import io.gridwork.abi.Hash32;
import java.util.Iterator;
import java.util.List;

/**
 * Shows that a chunk is part of a result, without the rest of it.
 *
 * @param index which chunk, from 0
 * @param totalLength length of the whole output in bytes
 * @param siblings the other children on the way up, lowest first; none where a node moved up alone
 */
public record ChunkProof(long index, long totalLength, List<Hash32> siblings) {
    /** Chunk numbers have 32 bits. */
    private static final long MAX_LENGTH = (Bounds.UINT32 + 1) * ChunkTree.CHUNK_BYTES;

    /** @throws IllegalArgumentException if an output of this length has no such chunk */
    public ChunkProof {
        siblings = List.copyOf(siblings);
        Bounds.check("totalLength", totalLength, 1, MAX_LENGTH);
        Bounds.check("chunk index", index, 0, ChunkTree.chunks(totalLength) - 1);
    }

    /** Whether {@code chunk} is chunk {@link #index} of the result named by {@code root}. */
    public boolean proves(ResultRoot root, ProgramHash programHash, Hash32 inputRoot, byte[] chunk) {
        if (chunk.length != Math.min(ChunkTree.CHUNK_BYTES, totalLength - index * ChunkTree.CHUNK_BYTES)) return false;
        Hash32 node = ChunkTree.leaf(index, chunk);
        Iterator<Hash32> sibling = siblings.iterator();
        long at = index;
        for (long width = ChunkTree.chunks(totalLength); width > 1; width = Math.ceilDiv(width, 2L)) {
            if ((at ^ 1) < width) {
                if (!sibling.hasNext()) return false;
                Hash32 other = sibling.next();
                node = (at & 1) == 0 ? ChunkTree.parent(node, other) : ChunkTree.parent(other, node);
            }
            at >>= 1;
        }
        return !sibling.hasNext()
                && ResultRoot.of(programHash, inputRoot, totalLength, node).equals(root);
    }
}
