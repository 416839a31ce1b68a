package io.gridwork.model;

import io.gridwork.abi.Hash32;
import org.jspecify.annotations.Nullable;

/** A seat of a job, or of its jury. */
public final class ModelSeat {
    final int number;
    final ModelNode node;
    boolean bonded = true;

    @Nullable Hash32 commitment;

    @Nullable Hash32 root;

    ModelSeat(int number, ModelNode node) {
        this.number = number;
        this.node = node;
    }

    public ModelNode node() {
        return node;
    }

    public boolean hasCommitted() {
        return commitment != null;
    }

    public boolean hasRevealed() {
        return root != null;
    }

    public boolean found(Hash32 candidate) {
        return candidate.equals(root);
    }
}
