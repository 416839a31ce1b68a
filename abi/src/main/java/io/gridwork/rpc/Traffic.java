package io.gridwork.rpc;

/**
 * Is told of every HTTP request to one endpoint, retries included. Providers count calls, not requests: a batch of a hundred
 * is a hundred. Called from the thread that asks.
 */
public interface Traffic {
    /** Pays no attention. */
    Traffic UNWATCHED = new Traffic() {};

    /** Before {@code calls} are sent in one request. Holds it back by not returning. */
    default void sending(int calls) {}

    /** After an answer, whatever it says, as far as it came. {@code bytes} of its body are as they came, compressed or not. */
    default void received(int calls, long bytes) {}

    /** Some of many calls have their answers, whatever becomes of the others. */
    default void progressed() {}
}
