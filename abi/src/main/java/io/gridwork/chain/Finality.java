package io.gridwork.chain;

/** When a block counts as one that will not be reverted. */
public sealed interface Finality {
    /** That many blocks below the newest; 0 where every block is final at once, as under QBFT. */
    record Depth(int blocks) implements Finality {
        public Depth {
            if (blocks < 0) throw new IllegalArgumentException("a depth is not negative, but this is " + blocks);
        }
    }

    /** What the node calls finalized; {@code fallback} where it knows no such thing. */
    record Tag(Depth fallback) implements Finality {}
}
