package io.gridwork.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who answers JSON-RPC requests: one endpoint, or several with patience. Every method throws {@link ChainException}. */
public interface Rpc extends AutoCloseable {
    /** Reads a result from its first token on; JSON null never comes here. */
    interface Reader<T> {
        @Nullable T read(HexJson json);
    }

    /** How messages name it. */
    String name();

    /** The result, null where the node answers null. */
    <T> @Nullable T request(String method, List<?> params, Reader<T> reader);

    /**
     * The result of a method that has one. Nodes answer null for a block that they do not have yet, or whose state they have dropped.
     *
     * @throws ChainException.Rejected when the answer stays null
     */
    default <T> T required(String method, List<?> params, Reader<T> reader) {
        T result = request(method, params, reader);
        if (result != null) return result;
        throw ChainException.of(
                new Decision.AskAnother(Decision.Reason.LAGGING),
                method + " " + params + " at " + name() + ": the node answered null",
                new RpcError(0, "the node does not have that block, or no longer its state", ""));
    }

    /** Results in the order of {@code params}, one element each, null where the node answers null. */
    <T> List<@Nullable T> batch(String method, List<? extends List<?>> params, Reader<T> reader);

    @Override
    void close();
}
