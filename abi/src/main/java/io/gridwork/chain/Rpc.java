package io.gridwork.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who answers JSON-RPC requests: one endpoint, or several with patience. Every method throws {@link ChainException}. */
interface Rpc extends AutoCloseable {
    /** Reads a result from its first token on; JSON null never comes here. */
    interface Reader<T> {
        T read(HexJson json);
    }

    /** How messages name it. */
    String name();

    /** The result, null where the node answers null. */
    <T> @Nullable T request(String method, List<?> params, Reader<T> reader);

    /** Results in the order of {@code params}, one element each, null where the node answers null. */
    <T> List<@Nullable T> batch(String method, List<? extends List<?>> params, Reader<T> reader);

    @Override
    void close();
}
