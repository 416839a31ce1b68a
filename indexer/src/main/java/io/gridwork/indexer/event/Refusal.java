package io.gridwork.indexer.event;

/**
 * The indexer cannot go on, and trying again will not help: wrong input, another chain, a file of another program, a
 * reorganisation deeper than what is remembered. The message names the value, the place and the remedy. Nothing was changed.
 */
public final class Refusal extends RuntimeException {
    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
