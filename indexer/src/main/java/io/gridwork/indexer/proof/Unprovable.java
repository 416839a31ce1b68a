package io.gridwork.indexer.proof;

/** The receipts root of a block cannot be computed from what a node tells of its receipts. */
public final class Unprovable extends RuntimeException {
    Unprovable(String message) {
        super(message);
    }
}
