package io.gridwork.indexer.store;

/** The store could not be read or written. Nothing of the batch in hand is in it; what was there before is whole. */
public final class StoreException extends RuntimeException {
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
