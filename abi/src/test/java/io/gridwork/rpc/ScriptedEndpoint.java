package io.gridwork.rpc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gridwork.abi.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** An HTTP server whose every answer the test decides; it can also pass requests on to a real node. */
public final class ScriptedEndpoint implements AutoCloseable {
    /** What to answer to a request's body. */
    public interface Script {
        Answer answer(String request) throws IOException;
    }

    public record Answer(int status, Bytes body, Map<String, String> headers) {
        public Answer(int status, String body, Map<String, String> headers) {
            this(status, Bytes.wrap(body.getBytes(StandardCharsets.UTF_8)), headers);
        }

        public String text() {
            return new String(body.toArray(), StandardCharsets.UTF_8);
        }

        public static Answer ok(String body) {
            return new Answer(200, body, Map.of());
        }

        public static Answer status(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        public static Answer result(String json) {
            return ok("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}");
        }

        public static Answer error(String json) {
            return ok("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":" + json + "}");
        }
    }

    private final HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile Script script;

    public ScriptedEndpoint(Script script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Passes every request on to a node. */
    public static Script forwarding(URI node) {
        HttpClient http = HttpClient.newHttpClient();
        return request -> {
            try {
                HttpRequest forward = HttpRequest.newBuilder(node)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request))
                        .build();
                HttpResponse<String> answer = http.send(forward, HttpResponse.BodyHandlers.ofString());
                return Answer.status(answer.statusCode(), answer.body());
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupt);
            }
        };
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3/secret-key");
    }

    public void script(Script next) {
        script = next;
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(request);
            Answer answer = script.answer(request);
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(answer.status(), answer.body().size());
            exchange.getResponseBody().write(answer.body().toArray());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
