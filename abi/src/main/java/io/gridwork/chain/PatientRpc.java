package io.gridwork.chain;

import io.gridwork.rpc.Rpc;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Several endpoints as one: asks as long as {@link Endpoints} have patience. */
final class PatientRpc implements Rpc {
    private final Endpoints endpoints;

    PatientRpc(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public String name() {
        return endpoints.name();
    }

    @Override
    public <T> @Nullable T request(String method, List<?> params, Reader<T> reader) {
        return endpoints
                .ask(client -> Optional.ofNullable(client.rpc().request(method, params, reader)))
                .orElse(null);
    }

    /** Null, too, is asked about again: the next node, or the same one a moment later, may have the block. */
    @Override
    public <T> T required(String method, List<?> params, Reader<T> reader) {
        return endpoints.ask(client -> client.rpc().required(method, params, reader));
    }

    @Override
    public <T> List<@Nullable T> batch(String method, List<? extends List<?>> params, Reader<T> reader) {
        return endpoints.ask(client -> client.rpc().batch(method, params, reader));
    }

    @Override
    public void close() {
        endpoints.close();
    }
}
