package io.gridwork.indexer.bench;

import java.util.function.Supplier;

/** How a {@link CannedNode} misbehaves. Called from many threads; a method may sleep. */
public interface Faults {
    Faults NONE = new Faults() {};

    /** Before the n-th request is answered: the chain may be changed. */
    default void before(long request, CannedChain chain) {}

    /**
     * One call's result as JSON, the honest one or another.
     *
     * @throws RpcRefusal to answer with an error object
     */
    default byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
        return honest.get();
    }

    /** The whole answer to a request, the honest one or another. */
    default Reply reply(Supplier<Reply> honest) {
        return honest.get();
    }
}
