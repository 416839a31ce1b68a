package io.gridwork.indexer.app;

import io.gridwork.chain.EndpointSettings;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.Timer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Endpoints in real time. */
final class RpcEndpoints {
    private RpcEndpoints() {}

    static Endpoints open(List<URI> urls, EndpointSettings settings) {
        return new Endpoints(
                urls,
                settings,
                Timer.of(InstantSource.system()),
                () -> ThreadLocalRandom.current().nextLong());
    }
}
