package io.gridwork.testchain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON-RPC 2.0 over HTTP, one call at a time. */
public final class JsonRpc {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;

    public JsonRpc(URI url) {
        this.url = url;
    }

    /**
     * Calls {@code method}.
     *
     * @param params strings, numbers, booleans, lists, maps
     * @return the {@code result}: String, BigDecimal, Boolean, List, Map, or null
     * @throws RpcException if the node answers with an error
     * @throws NodeException if it does not answer, or not with JSON-RPC
     */
    public @Nullable Object call(String method, Object... params) {
        var request = new LinkedHashMap<String, Object>();
        request.put("jsonrpc", "2.0");
        request.put("id", 1);
        request.put("method", method);
        request.put("params", Arrays.asList(params));
        String body = post(method, Json.write(request));
        try {
            if (Json.parse(body) instanceof Map<?, ?> answer) {
                if (answer.get("error") instanceof Map<?, ?> error) throw rpcError(method, error);
                return answer.get("result");
            }
        } catch (IllegalArgumentException e) {
            throw new NodeException(url + " answered " + method + " with no JSON: " + abbreviated(body), e);
        }
        throw new NodeException(url + " answered " + method + " with no JSON object: " + abbreviated(body));
    }

    /** Calls a method whose result is a string, such as a hash. */
    public String callForString(String method, Object... params) {
        if (call(method, params) instanceof String s) return s;
        throw new NodeException(url + " answered " + method + " with no string");
    }

    /** Calls a method whose result is a quantity ({@code 0x}…, execution-apis "QUANTITY") that fits a long. */
    public long callForLong(String method, Object... params) {
        return quantity(callForString(method, params));
    }

    static long quantity(Object value) {
        return Long.parseLong(String.valueOf(value).substring(2), 16);
    }

    private String post(String method, String json) {
        var request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new NodeException(url + " did not answer " + method + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while waiting for " + url + " to answer " + method, e);
        }
    }

    private static RpcException rpcError(String method, Map<?, ?> error) {
        long code = error.get("code") instanceof Number n ? n.longValue() : 0;
        return new RpcException(method, code, String.valueOf(error.get("message")));
    }

    private static String abbreviated(String body) {
        return body.length() <= 200 ? body : body.substring(0, 200) + "…";
    }
}
