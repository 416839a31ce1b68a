package io.gridwork.testchain.faults;

import io.gridwork.testchain.Json;
import io.gridwork.testchain.JsonRpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real node. */
final class Upstream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;
    private final JsonRpc rpc;

    /** @throws IllegalArgumentException if this is no URL of a node */
    Upstream(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getAuthority() == null)
            throw new IllegalArgumentException(
                    "\"" + url + "\" is no URL of a node; use one such as http://127.0.0.1:8545");
        this.url = url;
        this.rpc = new JsonRpc(url);
    }

    URI url() {
        return url;
    }

    /** @throws UncheckedIOException if the node does not answer */
    HttpAnswer forward(String body) {
        var request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("application/json");
            return new HttpAnswer(response.statusCode(), Map.of("Content-Type", type), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while " + url + " was asked", e));
        }
    }

    Answer ask(Call call) {
        HttpAnswer answer = forward(Json.write(call.json()));
        try {
            if (Json.parse(answer.text()) instanceof Map<?, ?> json)
                return new Answer(answer.status(), Trees.copy(json));
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(url + " answers " + call.method() + " with no JSON", e));
        }
        throw new UncheckedIOException(new IOException(url + " answers " + call.method() + " with no JSON object"));
    }

    @Nullable Object call(String method, Object... params) {
        return rpc.call(method, params);
    }

    long head() {
        return rpc.callForLong("eth_blockNumber");
    }

    /** The number of a block that the node has, or -1. */
    long numberOf(Object blockHash) {
        return call("eth_getBlockByHash", blockHash, false) instanceof Map<?, ?> block
                ? Trees.quantity(block.get("number"))
                : -1;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
